// A library that exists only as JSON: what the API answers, with the odd cases pages must bear.
import { extraDetail, ofEpisode, ofSeason, ofSeries } from './extras.mjs'
import { kClipSeconds } from './media.mjs'

const rows = [
  ['소나기가 지나간 자리', 'Where the Shower Passed', 2025, 205, 4, ['로맨스', '음악']],
  ['Soundtrack #1', '사운드트랙 #1', 2022, 340, 4, ['로맨스', '음악'], ['사운드트랙', 1]],
  ['Soundtrack #2', '사운드트랙 #2', 2023, 20, 6, ['로맨스', '음악'], ['사운드트랙', 2]],
  ['한밤의 우체국', 'Midnight Post', 2024, 262, 12, ['판타지', '드라마']],
  ['비 오는 종점', 'Last Stop in the Rain', 2021, 230, 16, ['드라마']],
  ['The Long Way Round the Harbour at the End of a Very Long Summer That Nobody Wanted to Leave', null, 2020, 175, 8, ['Drama']],
  ['옥상 식당', 'Rooftop Kitchen', 2019, 60, 20, ['일상', '요리']],
  ['푸른 별의 관제사', 'Controller of the Blue Star', 2026, 245, 10, ['SF']],
  ['연습실 303', 'Practice Room 303', 2023, 305, 12, ['음악', '청춘']],
  ['겨울 항구', 'Winter Harbour', 2018, 215, 6, ['스릴러']],
  ['늦은 대답', 'A Late Reply', 2022, 130, 2, ['단편']],
  ['골목의 끝에서', 'At the End of the Alley', 2017, 35, 16, ['드라마']],
  ['White Nights', '백야', 2016, 95, 8, ['Mystery']],
  ['무제', null, null, null, 1, []],
]

const kEpisodeTitles = ['첫 곡', '환승', '우산 하나', '비 오는 종점', '돌아오는 길', '열두 시', '오래된 편지', '마지막 트랙']
const kPlot =
  '비가 그치지 않는 종점에서 두 사람은 같은 노래를 듣는다. 오래 미뤄 둔 대답과 한 장의 악보, 그리고 아무도 끝까지 듣지 않은 보너스 트랙. 서로를 가장 잘 안다고 믿었던 두 친구가 여름 한 철을 함께 지내며 알아 가는 것들.'

const picture = (kind, index, hue) => (hue === null ? undefined : { url: `/api/v1/artwork/${kind}-${index}-${hue}`, width: kind === 'poster' ? 1000 : 1920, height: kind === 'poster' ? 1500 : 1080, hue, thumbhash: kind === 'poster' ? 'CwcGHQKTaW6ICFhWhnWoWHmAahkI' : 'ivcFDIAEumh8dnmQaYgfd/6QZw==' })

export function artworkOf(index, kinds) {
  const hue = rows[index][3]
  return Object.fromEntries(kinds.map((kind) => [kind, picture(kind, index, hue)]).filter(([, value]) => value))
}

export const series = rows.map(([title, original_title, year, , episode_count, genres, anthology], index) => ({
  id: `s${index + 1}`,
  title,
  original_title,
  year,
  anthology: anthology ? { name: anthology[0], instalment: anthology[1] } : null,
  artwork: artworkOf(index, index === 9 ? ['poster'] : ['poster', 'fanart']),
  episode_count,
  season_count: index === 4 ? 2 : 1,
  added: 1795390829 - index * 86400,
  genres,
}))

const seconds = (index, number) => (index < 3 ? kClipSeconds : 2400 + ((index * 37 + number * 113) % 1500))

function episode(index, season, number) {
  const unplayable = index === 3 && number === 2
  return {
    id: `e${index + 1}-${season}-${number}`,
    number,
    number_end: null,
    title: index === 13 ? null : kEpisodeTitles[(index + number - 1) % kEpisodeTitles.length],
    plot: number % 3 === 0 ? null : kPlot.slice(0, 60 + 40 * (number % 4)),
    aired: '2024-03-06',
    duration: seconds(index, number),
    hls: unplayable ? null : '/media/clip/master.m3u8',
    dash: unplayable ? null : '/media/clip/manifest.mpd',
    artwork: index === 13 ? {} : { thumb: picture('thumb', `${index}.${number}`, rows[index][3]) },
    playable: !unplayable,
    ...(unplayable ? { reason: 'MPEG-TS is not played yet', reason_code: 'conversion' } : {}),
    subtitle_languages: ['ko', 'en', 'ja', 'zh-Hans', 'es'].slice(0, 1 + ((index + number) % 5)),
    has_epilogue: index < 2,
    song_count: index < 2 ? 3 : 0,
    sound: index < 2 ? 'heard' : ['waiting', 'unheard', 'listened', 'heard'][number % 4],
    audio_languages: index % 2 ? ['ko', 'en'] : ['ko'],
    extras: index === 0 && number === 1 ? ofEpisode : [],
  }
}

function seasonsOf(index) {
  const { episode_count: count } = series[index]
  const extras = index === 0 ? ofSeason : []
  if (index !== 4) return [{ number: 1, title: null, extras, episodes: Array.from({ length: count }, (_, at) => episode(index, 1, at + 1)) }]
  return [
    { number: 0, title: null, extras, episodes: [episode(index, 0, 1)] },
    { number: 1, title: null, extras, episodes: Array.from({ length: 8 }, (_, at) => episode(index, 1, at + 1)) },
    { number: 2, title: null, extras, episodes: Array.from({ length: 8 }, (_, at) => episode(index, 2, at + 1)) },
  ]
}

/** No Chromium plays the eighth. */
const audio = (id) => ({ url: `/media/songs/${id}?v=1`, type: id === 8 ? 'audio/mp4; codecs="alac"' : 'audio/ogg; codecs="opus"' })
const songRows = series.slice(0, 3).flatMap((entry, index) =>
  [['Rain', '이소라', 'OST Part 1'], ['우산 하나', '', 'OST Part 1'], ['Last Train', 'The Terminals', 'OST Part 2']].map(([title, artist, album], at) => ({
    id: index * 3 + at + 1, title, artist, album, cover: index === 2 ? null : { url: `/api/v1/albums/${index * 2 + Number(at === 2) + 1}/cover` }, audio: audio(index * 3 + at + 1), disc: null, number: at + 1, duration: 214, tempo: 92 + 4 * at, key: at === 2 ? null : 'A minor', series: { id: entry.id, title: entry.title }, uses: at === 1 && index ? 0 : 4 - at, total: 200 - 90 * at,
  })))
/** A song as a cue names it. */
const music = (at) => ({ kind: 'song', id: songRows[at].id, theme: null, content: null, title: songRows[at].title, artist: songRows[at].artist, album: songRows[at].album, cover: songRows[at].cover })
const songsOf = (id) => songRows.filter((song) => song.series.id === id)
export const songList = (id) => ({ songs: id === undefined ? songRows : songsOf(id), next_cursor: null, total: songRows.length })

/** Each album once; `tied`: pairs of an album's id and a series'. */
export function albumList(tied) {
  const titles = [...new Set(songRows.map((song) => `${song.series.id} ${song.album}`))]
  const albums = titles.map((name, at) => {
    const songs = songRows.filter((song) => `${song.series.id} ${song.album}` === name)
    const [{ album: title, artist, cover, series: owner }] = songs
    return {
      id: at + 1, title, artist, year: null, folder: `${owner.title}/${title}`, cover, song_count: songs.length, series: [owner],
      tied: tied.filter(([album]) => album === at + 1).map(([, id]) => series.find((entry) => entry.id === id)).map(({ id, title: name }) => ({ id, title: name })),
    }
  })
  return { albums, next_cursor: null, total: albums.length }
}

export function songDetail(id) {
  const song = songRows.find((row) => String(row.id) === id)
  if (!song) return undefined
  const index = series.findIndex((entry) => entry.id === song.series.id)
  const cues = seasonsOf(index)[0].episodes.slice(0, 3).flatMap((entry) => [[30, 58], [106, 115]].slice(0, song.uses ? 2 : 0).map(([start, end]) => ({
    start, end, offset: 0, rate: 1, level: null, confidence: 1, source: 'machine', correction: null,
    episode: { id: entry.id, title: entry.title, season: 1, number: entry.number }, series: song.series,
  })))
  return { ...song, tags: { composer: '박하늘', lyricist: '' }, cues, next_cursor: null }
}

/** Loudness that rises and falls as scenes do. */
export const episodeSound = (id) => ({
  stage: episodeDetail(id)?.sound ?? 'heard', reason: '',
  loudness: { duration: kClipSeconds, integrated: -23, range: 9, true_peak: -2, energy: Array.from({ length: kClipSeconds }, (_, at) => -38 + 14 * Math.sin(at / 7) + 9 * Math.sin(at * 1.7) - (at % 31 === 0 ? 20 : 0)), stretches: [] },
})

const withIds = (named) => named.map((person) => ({ id: personOf(person.name), ...person }))

export function seriesDetail(id) {
  // A large library repeats itself.
  const index = /^m\d+$/.test(id) ? Number(id.slice(1)) % series.length : series.findIndex((entry) => entry.id === id)
  if (index < 0) return undefined
  return {
    ...series[index],
    plot: index === 13 ? null : kPlot,
    tagline: index < 3 ? '노래가 끝난 뒤에도 남는 것들' : null,
    studios: index === 13 ? [] : ['스튜디오 별밤'],
    people: index === 13 ? [] : withIds([
      { name: '금새록', role: '도현서', type: 'actor' },
      { name: '노상현', role: '지수호', type: 'actor' },
      { name: '박하늘', role: null, type: 'director' },
      { name: 'Lee Sora', role: null, type: 'writer' },
    ]),
    ids: {},
    seasons: seasonsOf(index),
    extras: index === 0 ? ofSeries : [],
    songs: songsOf(series[index].id),
    instalments: series[index].anthology
      ? series.filter((entry) => entry.anthology).map((entry) => ({ ...entry, series_id: entry.id, number: entry.anthology.instalment }))
      : [],
  }
}

/** What is drawn, and not only read. */
const kDrawn = [
  { language: 'en', name: 'Signs', format: 'ASS', url: '/media/clip/en.vtt', original: '/media/clip/signs.ass' },
  { language: 'ko', name: '간판', format: 'ASS', url: '/media/clip/ko.vtt', original: '/media/clip/hangul.ass' },
  { id: 'p6', language: 'ja', name: '', format: 'PGS', url: null, original: '/media/clip/pictures.sup' },
]

/** As the server tells of subtitles that HLS does not carry: the first is drawn all the same. */
const kNotCarried = [['PGS', 6, 'ja'], ['VobSub', 7, 'fr']].map(([codec, number, language]) => ({ kind: 'subtitle', codec, number, language, carried: false, reason: `${codec} subtitles are pictures; players of HLS and DASH take text`, reason_code: 'pictures' }))

export function episodeDetail(id) {
  const match = /^e(\d+)-(\d+)-(\d+)$/.exec(id)
  const index = match ? Number(match[1]) - 1 : -1
  const season = seasonsOfKnown(index)?.find((entry) => entry.number === Number(match?.[2]))
  const number = Number(match?.[3])
  const at = season?.episodes.findIndex((entry) => entry.id === id) ?? -1
  if (at < 0) return undefined
  const link = (other) => (other ? { id: other.id } : null)
  const video = { kind: 'video', codec: index === 12 && number < 3 ? 'HEVC' : 'H.264', codecs: index === 12 && number < 3 ? 'hvc1.2.4.L120.90' : 'avc1.64001f', width: 1280, height: 720, frame_rate: 24, carried: true }
  const audio = { kind: 'audio', codec: 'AAC', codecs: 'mp4a.40.2', channels: 2, carried: true }
  return {
    ...season.episodes[at],
    series: { id: series[index].id, title: series[index].title, artwork: series[index].artwork },
    season: season.number,
    next: link(season.episodes[at + 1]),
    previous: link(season.episodes[at - 1]),
    tracks: [
      video,
      { ...audio, language: 'ko', default: true },
      { ...audio, language: 'en' },
      { kind: 'audio', codec: 'dts', language: 'ko', channels: 6, carried: false, reason: 'DTS audio cannot be carried in HLS or DASH without conversion', reason_code: 'conversion' },
      ...(id === 'e3-1-1' ? kNotCarried : []),
    ],
    subtitles: [
      { language: 'ko', name: '한국어', format: 'webvtt', url: '/media/clip/ko.vtt' },
      { language: 'ko', name: '한국어 (청각장애인용)', format: 'webvtt', hearing_impaired: true, url: '/media/clip/ko-sdh.vtt' },
      { language: 'en', name: 'English', format: 'webvtt', url: '/media/clip/en.vtt' },
      ...(id === 'e3-1-1' ? kDrawn : []),
    ],
    fonts: [],
    storyboard: '/media/clip/storyboard-1/thumbnails.vtt',
    chapters: index < 2 ? [] : [
      { start: 0, end: 12, title: '지난 이야기' },
      { start: 12, end: 24, title: '오프닝' },
      { start: 24, end: 96, title: '환승' },
      { start: 96, end: 120, title: null },
    ],
    cues: index < 2 ? [
      { song: music(0), start: 30, end: 58 },
      { song: music(1), start: 66, end: 74 },
      { song: music(2), start: 80, end: 101 },
      { song: music(0), start: 106, end: 115 },
    ] : [],
    parts: index < 2 ? [
      { type: 'recap', start: 0, end: 14 },
      { type: 'intro', start: 14, end: 26 },
      { type: 'credits', start: 96, end: 106 },
      { type: 'epilogue', start: 106, end: 116 },
      { type: 'preview', start: 116, end: 120 },
    ] : [],
    versions: index === 12 && number === 3 ? [{ label: '2160p', files: [{ playable: true, hls: '/media/clip/master.m3u8', size: 9 }] }, { label: '720p', files: [{ playable: true, hls: '/media/lighter/master.m3u8', size: 1 }] }] : index === 12 && number === 2 ? [{ label: '2160p', files: [{ playable: true, hls: season.episodes[at].hls, size: 1 }] }, { label: '1080p', files: [{ playable: true, hls: '/media/clip/master.m3u8?version=2', size: 1 }] }] : [],
  }
}

export function extraOf(id) {
  const like = episodeDetail('e1-1-1')
  return extraDetail(id, like.series, like)
}

const seasonsOfKnown = (index) => (series[index] ? seasonsOf(index) : undefined)

const kLines = {
  ko: ['비가 그치면 가자.', '그 노래, 끝까지 들어 본 적 있어?\n보너스 트랙까지 말이야.', '<i>아직</i> 대답을 못 들었어.', '<ruby>環乘<rt>환승</rt></ruby>은 다음 역이야.'],
  'ko-sdh': ['(빗소리)', '현서: 그 노래, 끝까지 들어 본 적 있어?', '♪ 잔잔한 피아노 ♪', '수호: 환승은 다음 역이야.'],
  en: ['Let us go when the rain stops.', 'Have you ever heard that song to the end?\nTo the bonus track, I mean.', '<i>Still</i> no answer.', 'We change at the next station.'],
}

export function subtitles(name) {
  const lines = kLines[name]
  if (!lines) return undefined
  const clock = (s) => new Date(s * 1000).toISOString().slice(11, 23)
  const cues = Array.from({ length: kClipSeconds / 4 }, (_, at) => `${clock(at * 4 + 0.5)} --> ${clock(at * 4 + 3.6)}\n${lines[at % lines.length]}`)
  return `WEBVTT\n\n${cues.join('\n\n')}\n`
}

/** Rain on glass, drawn in the series' hue: nobody's artwork. */
export function drawing(key) {
  const [kind, seed, hue] = key.split('-')
  const [width, height] = kind === 'poster' ? [400, 600] : [960, 540]
  let state = [...`${kind}${seed}`].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0
  const random = () => ((state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32)
  const shapes = Array.from({ length: 26 }, () => {
    const r = 8 + random() * random() * height * 0.3
    return `<circle cx="${random() * width}" cy="${random() * height}" r="${r}" fill="oklch(${0.5 + random() * 0.4} 0.13 ${Number(hue) + random() * 70 - 35})" opacity="${0.06 + random() * 0.28}"/>`
  })
  const streaks = Array.from({ length: 40 }, () => {
    const x = random() * width
    const y = random() * height
    return `<path d="M${x} ${y}l-${4 + random() * 6} ${40 + random() * 90}" stroke="#fff" stroke-width="${0.6 + random()}" opacity="${0.08 + random() * 0.2}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><defs><linearGradient id="g" x2="0.4" y2="1"><stop stop-color="oklch(.5 .11 ${hue})"/><stop offset=".6" stop-color="oklch(.3 .08 ${Number(hue) + 25})"/><stop offset="1" stop-color="oklch(.16 .04 ${hue})"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${shapes.join('')}${streaks.join('')}</svg>`
}

const people = ['금새록', '노상현', '박하늘', 'Lee Sora'].map((name, index) => ({ id: index + 1, name, picture: index === 0 ? { url: '/api/v1/people/1/picture' } : null }))
const personOf = (name) => people.find((person) => person.name === name).id

const romanised = { 금새록: 'Keum Sae-rok', 노상현: 'Noh Sang-hyun' }

export function personDetail(id) {
  const person = people.find((entry) => String(entry.id) === id)
  if (!person) return undefined
  const credits = series.slice(0, 13).flatMap((entry) => seriesDetail(entry.id).people.filter(({ name }) => name === person.name)
    .map(({ role, type }) => ({ series: entry, role: role ?? '', type, episodes: entry.episode_count })))
  return { ...person, spellings: [person.name, romanised[person.name]].filter(Boolean).map((name, at) => ({ id: person.id * 10 + at, name, ids: {}, files: [], why: at ? { reason: 'same reading', evidence: '', with: person.name } : null })), credits }
}

const compatibility = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
/** Jamo, so that a half-typed syllable begins a whole one. */
const jamo = (text) => [...text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').normalize('NFD')]
  .map((letter) => (compatibility.includes(letter) ? String.fromCharCode(0x1100 + compatibility.indexOf(letter)) : letter)).join('')

export function search(query) {
  const wanted = jamo(query)
  const hits = (entries, names) => (wanted === '' ? [] : entries).flatMap((entry) => {
    const known = names(entry).filter(Boolean)
    const matched = known.find((name) => jamo(name).includes(wanted))
    if (!matched) return []
    const match = known.indexOf(matched) > 0 && romanised[known[0]] === matched ? 'sound' : jamo(matched) === wanted ? 'exact' : 'prefix'
    return [{ id: entry.id, names: known, matched, match, entry }]
  }).slice(0, 12)
  return {
    titles: hits(series, ({ title, original_title }) => [title, original_title]).map(({ entry, ...hit }) => ({ ...hit, title: entry.title, year: entry.year, artwork: entry.artwork.poster ? { poster: entry.artwork.poster } : {} })),
    people: hits(people, ({ name }) => [name, romanised[name]]).map(({ entry, ...hit }) => ({ ...hit, name: entry.name, series: 13, picture: entry.picture })),
    episodes: hits(seasonsOf(0)[0].episodes, ({ title }) => [title]).map(({ entry, ...hit }) => ({ ...hit, title: entry.title, series: { id: series[0].id, title: series[0].title }, season: 1, number: entry.number })),
    songs: hits(songsOf('s1'), ({ title }) => [title])
      .map(({ entry, ...hit }) => ({ ...hit, title: entry.title, artist: '', cover: entry.cover, series: { id: series[0].id, title: series[0].title } })),
    lines: wanted.length < 2 ? [] : seasonsOf(0)[0].episodes.slice(0, 2).flatMap((entry) => Object.entries(kLines).filter(([name]) => name !== 'ko-sdh').flatMap(([language, lines]) =>
      lines.map((text, at) => ({ text: text.replace(/<[^>]*>/g, '').replace(/\n/g, ' '), time: at * 4 + 0.5, language })).filter(({ text }) => jamo(text).includes(wanted))
        .map((line) => ({ ...line, matched: query, match: 'exact', episode: { id: entry.id, title: entry.title, season: 1, number: entry.number }, series: { id: series[0].id, title: series[0].title } })))),
  }
}
