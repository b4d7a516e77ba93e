import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Match, SeriesSummary, SongUse } from '../../src/api/types'
import { readThumbhash } from '../../src/artwork/thumbhash'
import { pictureUrl, seriesListUrl } from '../../src/api/urls'
import { heardSongs } from '../../src/home/heard'
import { byInstalment, featured, keepOrder, rowNames } from '../../src/home/rows'
import { locale } from '../../src/i18n/locale.svelte'
import { LocalList } from '../../src/list/my_list.svelte'
import { Catalogue } from '../../src/library/catalogue.svelte'
import { gridOf, heightOf, placeOf, placesInSight, stepFrom } from '../../src/library/grid'
import { speak } from '../../src/i18n/catalogue'
import { genreName } from '../../src/i18n/genres'
import { isSavedSong, LocalSongs, type SavedSong } from '../../src/songs/saved_songs.svelte'
import { langOf } from '../../src/i18n/script'
import { clock, languageName, lengthInWords, ownLanguageName, placeInWords } from '../../src/i18n/names'
import { filmography } from '../../src/people/filmography'
import { LocalProgressBook } from '../../src/progress/local_book.svelte'
import { stillUrl } from '../../src/api/urls'
import { continueItems, isFinished, resumePositionMs, type Progress } from '../../src/progress/progress'
import { matchRoute, seriesPath, watchPath } from '../../src/router/routes'
import { hitGroups, reasonFor } from '../../src/search/hits'
import { kRestMs, LiveSearch } from '../../src/search/live.svelte'
import { hasSeen, scenesOf } from '../../src/songs/scenes'
import { heardOf, isToBeHeard } from '../../src/songs/stages'
import { isSearch } from '../../src/search/recent.svelte'
import { playOffer } from '../../src/series/resume'

const minute = 60_000
const progress = (more: Partial<Progress>): Progress => ({
  episodeId: 'e1', seriesId: 's1', seriesTitle: '도깨비', season: 1, number: 1, title: '', positionMs: 20 * minute, durationMs: 60 * minute, updatedAt: 1, artwork: {}, next: null, ...more,
})

describe('an address', () => {
  test.each([
    ['/', { page: 'home' }],
    ['/library', { page: 'library', sort: 'title', filters: {} }],
    ['/library/', { page: 'library', sort: 'title', filters: {} }],
    ['/library?sort=year&genre=SF&year=2024&x=1', { page: 'library', sort: 'year', filters: { genre: 'SF', year: '2024' } }],
    ['/library?sort=x', { page: 'library', sort: 'title', filters: {} }],
    ['/series/7', { page: 'series', id: '7' }],
    ['/watch/a%2Fb', { page: 'watch', id: 'a/b' }],
    ['/watch/7?t=90', { page: 'watch', id: '7', at: 90 }],
    ['/watch/7?t=x', { page: 'watch', id: '7' }],
    ['/search', { page: 'search', query: '' }],
    ['/search?q=%EA%B8%88%EC%83%88%EB%A1%9D', { page: 'search', query: '금새록' }],
    ['/people/3', { page: 'person', id: '3' }],
    ['/songs', { page: 'songs' }],
    ['/songs/3', { page: 'song', id: '3' }],
    ['/watch', { page: 'unknown' }],
    ['/series/7/8', { page: 'unknown' }],
    ['/series/%E0%A4%A', { page: 'unknown' }],
    ['/nothing', { page: 'unknown' }],
  ])('%s is %j', (path, route) => {
    expect(matchRoute(path)).toEqual(route)
  })

  test('leads back to the id it was made from', () => {
    for (const id of ['7', 'a/b', '가 나', '%', '?#']) {
      expect(matchRoute(seriesPath(id))).toEqual({ page: 'series', id })
      expect(matchRoute(watchPath(id))).toEqual({ page: 'watch', id })
    }
  })

  test('asks the server for a page of a list', () => {
    expect(seriesListUrl()).toBe('/api/v1/series')
    expect(seriesListUrl({ sort: 'year', limit: 60, cursor: 'a b' })).toBe('/api/v1/series?sort=year&limit=60&cursor=a+b')
  })
})

test('a picture is asked for in a width the server makes', () => {
  const widths = [100, 160, 161, 700, 5_000].map((width) => pictureUrl({ url: '/a/1?v=2' }, width))
  expect(widths).toEqual([160, 160, 320, 960, 1920].map((width) => `/a/1?v=2&w=${width}`))
})

describe('the place one left', () => {
  test.each([
    ['a little before it', { positionMs: 20 * minute }, 20 * minute - 3000],
    ['the beginning when one had hardly begun', { positionMs: 10_000 }, 0],
    ['the beginning when one had finished', { positionMs: 58 * minute }, 0],
  ])('is gone on from %s', (_, more, expected) => {
    expect(resumePositionMs(progress(more))).toBe(expected)
  })

  test('is the beginning of an episode never played', () => {
    expect(resumePositionMs(undefined)).toBe(0)
  })

  test('is not the end of an episode whose length is unknown', () => {
    expect(isFinished(progress({ durationMs: 0 }))).toBe(false)
  })
})

describe('continue watching', () => {
  const next = { id: 'e2', season: 1, number: 2, title: 'b' }
  test('shows one episode a series, the last watched first', () => {
    const items = continueItems([
      progress({ updatedAt: 1 }),
      progress({ seriesId: 's2', episodeId: 'x', updatedAt: 5 }),
      progress({ episodeId: 'e3', number: 3, updatedAt: 9 }),
    ])
    expect(items.map((item) => [item.seriesId, item.episodeId])).toEqual([['s1', 'e3'], ['s2', 'x']])
  })

  test('shows the picture of the very place, to the second before it', () => {
    const [item] = continueItems([progress({ positionMs: 20 * minute + 999 })])
    expect(stillUrl(item?.episodeId ?? '', item?.positionMs ?? 0)).toBe('/api/v1/episodes/e1/still?at=1200')
  })

  test('offers the next episode when the last one is finished', () => {
    expect(continueItems([progress({ positionMs: 60 * minute, next })])[0]).toMatchObject({ episodeId: 'e2', number: 2, share: 0 })
  })

  test('lets go of a series that is finished or hardly begun', () => {
    expect(continueItems([progress({ positionMs: 60 * minute }), progress({ seriesId: 's2', positionMs: 2000 })])).toEqual([])
  })
})

describe('the progress book of the browser', () => {
  let kept: Map<string, string>
  const storage = (): Storage => ({ getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) }) as unknown as Storage
  beforeEach(() => (kept = new Map()))

  test('remembers places over visits', () => {
    new LocalProgressBook(storage()).keep(progress({}))
    expect(new LocalProgressBook(storage()).of('e1')).toEqual(progress({}))
  })

  test('keeps one place an episode, and tells a number from its text no better than a URL does', () => {
    const book = new LocalProgressBook(storage())
    book.keep(progress({ episodeId: 7 }))
    book.keep(progress({ episodeId: '7', positionMs: 5 }))
    expect(book.all()).toHaveLength(1)
    expect(book.of(7)?.positionMs).toBe(5)
  })

  test('forgets a series whole', () => {
    const book = new LocalProgressBook(storage())
    book.keep(progress({}))
    book.keep(progress({ episodeId: 'e2' }))
    const undo = book.forgetSeries('s1')
    expect(book.all()).toEqual([])
    undo()
    expect(book.all().map((entry) => entry.episodeId)).toEqual(['e2', 'e1'])
  })

  test('holds at most five hundred, the newest', () => {
    const book = new LocalProgressBook(storage())
    for (let at = 0; at < 510; at += 1) book.keep(progress({ episodeId: at }))
    expect(book.all()).toHaveLength(500)
    expect(book.of(509)).toBeDefined()
    expect(book.of(5)).toBeUndefined()
  })

  test('works for the visit when the storage is full or missing', () => {
    const full = { getItem: () => null, setItem: () => { throw new DOMException('full', 'QuotaExceededError') } } as unknown as Storage
    for (const book of [new LocalProgressBook(full), new LocalProgressBook(undefined)]) {
      book.keep(progress({}))
      expect(book.of('e1')).toBeDefined()
    }
  })

  test.each(['', 'x', '{}', '[1, null, {"episodeId": 1}]'])('is not upset by %s', (text) => {
    kept.set('bonustrack.progress.1', text)
    expect(new LocalProgressBook(storage()).all()).toEqual([])
  })

  test('a list takes a series once, the last first, and gives it back', () => {
    const list = new LocalList(storage())
    const fanart = { url: '/wide' }
    list.add({ id: 1, title: '도깨비', year: 2016, artwork: { poster: { url: '/p' }, fanart }, episode_count: 16 })
    list.add({ id: 2, title: '미생', artwork: {}, episode_count: 20 })
    list.add({ id: 1, title: '도깨비', year: 2016, artwork: { poster: { url: '/p' }, fanart }, episode_count: 16 })
    expect(new LocalList(storage()).all()).toEqual([{ id: 1, title: '도깨비', year: 2016, artwork: { poster: { url: '/p' } }, episode_count: 16 }, { id: 2, title: '미생', artwork: {}, episode_count: 20 }])
    const undo = list.remove('1')
    expect([list.has(1), list.has('2')]).toEqual([false, true])
    undo()
    expect(list.has(1)).toBe(true)
  })
})

describe('the main button of a series', () => {
  const names = ['', 'sp', 'a', 'b', 'c', 'd']
  const episode = (id: string, number: number, playable = true) => ({ id: names.indexOf(id), number, playable })
  const series = {
    id: 's1', title: '', artwork: {}, episode_count: 4, season_count: 2,
    seasons: [
      { number: 0, episodes: [episode('sp', 1)] },
      { number: 1, episodes: [episode('a', 1), episode('b', 2, false), episode('c', 3)] },
      { number: 2, episodes: [episode('d', 1)] },
    ],
  }
  const offered = (all: Progress[]): unknown => {
    const offer = playOffer(series, all.map((entry) => ({ ...entry, episodeId: names.indexOf(String(entry.episodeId)) })))
    return offer && [names[offer.episode.id], offer.resumes]
  }

  test.each<[string, Progress[], unknown]>([
    ['plays the first episode, not a special', [], ['a', false]],
    ['goes on with the episode watched last', [progress({ episodeId: 'a', updatedAt: 1 }), progress({ episodeId: 'c', updatedAt: 2 })], ['c', true]],
    ['plays the next that can be played after a finished one', [progress({ episodeId: 'a', positionMs: 60 * minute })], ['c', false]],
    ['crosses into the next season', [progress({ episodeId: 'c', positionMs: 60 * minute })], ['d', false]],
    ['begins again when all is seen', [progress({ episodeId: 'sp', positionMs: 60 * minute })], ['a', false]],
    ['is not led by another series', [progress({ seriesId: 's2', episodeId: 'c' })], ['a', false]],
  ])('%s', (_, all, expected) => {
    expect(offered(all)).toEqual(expected)
  })

  test('is not there when nothing can be played', () => {
    expect(playOffer({ ...series, seasons: [{ number: 1, episodes: [episode('b', 1, false)] }] }, [])).toBeUndefined()
  })
})

describe('the home page', () => {
  const series = (title: string, more: Partial<SeriesSummary> = {}): SeriesSummary => ({ id: title.charCodeAt(0), title, artwork: {}, episode_count: 1, season_count: 1, ...more })
  const part = (id: string, instalment: number): SeriesSummary => series(id, { anthology: { name: '사운드트랙', instalment } })

  test('draws an anthology in the order of its instalments', () => {
    expect(byInstalment([series('c', { anthology: { name: '사운드트랙', instalment: null } }), part('b', 2), part('a', 1)]).map((entry) => entry.title)).toEqual(['a', 'b', 'c'])
  })

  test('draws no row of one, and no more rows than one reads', () => {
    const count = (name: string, series: number) => ({ name, series })
    expect(rowNames({ anthologies: [count('x', 1), count('y', 2)], genres: ['a', 'b', 'c', 'd'].map((name) => count(name, 9)) }, 10, 8)).toEqual({ anthologies: ['y'], genres: ['a', 'b', 'c'] })
    expect(rowNames({ anthologies: [], genres: [count('a', 9), count('b', 8)] }, 9, 8)).toEqual({ anthologies: [], genres: ['b'] })
    expect(rowNames({ anthologies: [count('y', 2)], genres: [count('a', 9), count('b', 9)] }, 10, 2)).toEqual({ anthologies: ['y'], genres: ['a'] })
    expect(rowNames({ anthologies: [count('y', 2)], genres: [count('a', 9)] }, 10, -1)).toEqual({ anthologies: [], genres: [] })
  })

  test('moves nothing that is in sight when something new comes', () => {
    const ids = (text: string) => [...text].map((id) => ({ id }))
    expect(keepOrder(ids('abc'), ids('xbac'))).toEqual(ids('abcx'))
    expect(keepOrder(ids('abc'), ids('ca'))).toEqual(ids('ac'))
    expect(keepOrder([], ids('ab'))).toEqual(ids('ab'))
  })

  test('names the songs one has come to, the last first and each once', () => {
    const cue = (id: number | null, start: number) => ({ song: { id, title: `song ${id}`, artist: '', album: '' }, start, end: start + 9 })
    const episode = (id: string, cues: ReturnType<typeof cue>[]) => ({ id, series: { id: 1, title: 's' }, cues }) as unknown as Parameters<typeof heardSongs>[0][number]
    const reached: Record<string, Progress> = { a: progress({ positionMs: 10_000, reachedMs: 60_000 }), b: progress({ positionMs: 59 * minute }) }
    const heard = heardSongs([episode('a', [cue(1, 5), cue(2, 50), cue(3, 70)]), episode('b', [cue(2, 1), cue(null, 2), cue(4, 3000)]), episode('c', [cue(5, 0)])], (id) => reached[id])
    expect(heard.map((song) => song.id)).toEqual([2, 1, 4])
  })

  test('shows large the newest series with a wide picture', () => {
    const wide = { fanart: { url: '/x' } }
    expect(featured([series('a'), series('b', { artwork: wide, episode_count: 0 }), series('c', { artwork: wide })])?.title).toBe('c')
    expect(featured([series('a'), series('b')])?.title).toBe('a')
    expect(featured([])).toBeUndefined()
  })
})

describe('times and languages in words', () => {
  test.each([[0, '0:00'], [59_999, '0:59'], [245_000, '4:05'], [3_723_000, '1:02:03'], [-5, '0:00']])('%d ms on a clock is %s', (ms, expected) => {
    expect(clock(ms)).toBe(expected)
  })

  test('are said in the language of the page', async () => {
    vi.stubGlobal('localStorage', { setItem: () => undefined })
    await locale.choose('ko')
    expect([lengthInWords(62 * minute), lengthInWords(60 * minute), lengthInWords(20_000), placeInWords(1_204_000)]).toEqual(['1시간 2분', '1시간', '1분', '20분 4초'])
    await locale.choose('en')
    expect([lengthInWords(62 * minute), placeInWords(4_000)]).toEqual(['1 hr 2 min', '4 sec'])
    vi.unstubAllGlobals()
  })

  test.each([['ko', '한국어'], ['en', 'English'], ['kor', '한국어'], ['zh-Hans', '简体中文'], ['es', 'Español'], ['und', undefined], ['', undefined], ['???', undefined]])('%s calls itself %s', (tag, name) => {
    expect(ownLanguageName(tag)).toBe(name)
  })

  test('a language has a name for its reader', () => {
    expect(languageName('ja', 'ko')).toBe('일본어')
  })
})

test.each([
  ['도깨비', 'ko'],
  ['사랑의 불시착 2', 'ko'],
  ['Goblin', undefined],
  ['きのう何食べた?', 'ja'],
  ['1987', undefined],
  ['白夜', undefined],
  ['', undefined],
])('on an English page the language of %s is said to be %s', (title, language) => {
  locale.current = 'en'
  expect(langOf(title)).toBe(language)
})
test('on a Korean page Latin letters alone are read as English, and letters of other languages are left alone', () => {
  locale.current = 'ko'
  expect([langOf('Soundtrack #1'), langOf('Élite'), langOf('303'), langOf('도깨비')]).toEqual(['en', undefined, undefined, undefined])
  locale.current = 'en'
})

describe('a search', () => {
  const hit = (match: Match, matched: string) => ({ match, matched })
  test.each<[string, string, { match: Match; matched: string }, string]>([
    ['does not repeat what is shown', '금새록', hit('exact', '금새록'), ''],
    ['does not repeat it in another case or with other marks', 'Soundtrack #2', hit('prefix', 'soundtrack 2'), ''],
    ['names the other spelling that was found', '공유', hit('exact', 'Gong Yoo'), 'Found as Gong Yoo'],
    ['says that it only sounds alike', '금새록', hit('sound', 'Keum Sae-rok'), 'Sounds like Keum Sae-rok'],
    ['says that a slip was forgiven', '금새록', hit('typo', 'Keum Sae-rok'), 'Spelled like Keum Sae-rok'],
    ['says so without repeating what is shown', '금새록', hit('sound', '금새록'), 'Sounds like it'],
  ])('%s', async (_, shown, found, reason) => {
    await speak('pages', 'en')
    expect(reasonFor(shown, found)).toBe(reason)
  })

  test('shows only groups that hold something, titles first', () => {
    const groups = hitGroups({
      titles: [{ id: 1, title: '환승', names: ['환승'], matched: '환승', match: 'exact', year: 2024, artwork: { poster: { url: '/p' } } }],
      people: [], episodes: [], lines: [],
      songs: [{ id: 9, title: '환승역', names: ['환승역'], matched: '환승역', match: 'prefix', artist: '', cover: { url: '/c' }, series: { id: 1, title: '환승' } }],
    })
    expect(groups.map((group) => [group.name, group.rows.map((row) => [row.href, row.facts])])).toEqual([['titles', [['/series/1', '2024']]], ['songs', [['/songs/9', '환승']]]])
    expect([groups[0]?.rows[0]?.picture?.url, groups[1]?.rows[0]?.cover?.url]).toEqual(['/p', '/c'])
  })

  test('shows an episode without a title by its number, and how its series was found', async () => {
    await speak('pages', 'en')
    const found = { id: 3, title: '', names: [], matched: '도깨비', match: 'sound' as const, series: { id: 1, title: 'Goblin' }, season: 1, number: 2 }
    const titled = { ...found, id: 4, title: 'First snow', names: ['First snow'], matched: 'Goblin', match: 'exact' as const }
    const groups = hitGroups({ titles: [], people: [], songs: [], lines: [], episodes: [found, titled] })
    expect(groups[0]?.rows.map((row) => [row.name, row.facts, row.reason])).toEqual([['E2', 'Goblin', 'Sounds like 도깨비'], ['First snow', 'Goblin · E2', '']])
    expect(groups[0]?.rows.map((row) => row.still?.picture.url)).toEqual(['/api/v1/episodes/3/still?at=45', '/api/v1/episodes/4/still?at=45'])
  })

  test.each([1, '', null, 'x'.repeat(101)])('remembers nothing of %j', (value) => {
    expect(isSearch(value)).toBe(false)
  })

  test('asks once after a rest, and the last answer wins', async () => {
    vi.useFakeTimers()
    const answers = new Map<string, (body: unknown) => void>()
    vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) =>
      new Promise((done, fail) => {
        signal.addEventListener('abort', () => fail(new Error('aborted')))
        answers.set(new URL(url, 'http://x').searchParams.get('q') ?? '', (body) => done({ ok: true, json: () => Promise.resolve(body) }))
      }))
    const empty = { titles: [], people: [], episodes: [], songs: [], lines: [] }
    const search = new LiveSearch()
    for (const text of ['ㄱ', '그', '금']) {
      search.ask(text)
      vi.advanceTimersByTime(kRestMs - 20)
    }
    expect([...answers.keys()]).toEqual([])
    vi.advanceTimersByTime(20)
    expect([...answers.keys()]).toEqual(['금'])
    search.ask('금새')
    vi.advanceTimersByTime(kRestMs)
    answers.get('금새')?.(empty)
    answers.get('금')?.({ ...empty, titles: [1] })
    await vi.runAllTimersAsync()
    expect([search.answered, search.results]).toEqual(['금새', empty])
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
})

test('a person is listed once a series and kind of work, the newest first', () => {
  const credit = (id: number, type: string, role: string, episodes = 0) => ({ series: { id, title: `${id}` }, type, role, episodes })
  const work = filmography([credit(1, 'actor', '은수'), credit(1, 'actor', '지호'), credit(2, '', '', 3), credit(1, 'director', '')],
    [{ id: 1, title: '1', year: 2020, artwork: {}, episode_count: 1 }, { id: 2, title: '2', year: 2024, artwork: {}, episode_count: 3 }])
  expect(work.map((group) => [group.title, group.entries.map((entry) => [entry.series.id, entry.note])])).toEqual([
    ['role.actor', [[2, '3 episodes'], [1, '은수, 지호']]],
    ['role.director', [[1, '']]],
  ])
})

test('none found is said of songs only once somebody has listened', () => {
  expect((['waiting', 'listened', 'heard', 'unheard', undefined] as const).map(isToBeHeard)).toEqual([true, true, false, false, false])
  const episode = (sound: 'waiting' | 'listened' | 'heard' | 'unheard', playable = true) => ({ id: 1, number: 1, playable, sound })
  const seasons = [{ number: 1, episodes: [episode('heard'), episode('waiting')] }, { number: 2, episodes: [episode('listened'), episode('unheard'), episode('waiting', false)] }]
  expect(heardOf({ seasons } as unknown as Parameters<typeof heardOf>[0])).toEqual({ heard: 1, count: 3 })
})

describe('a grid of any length', () => {
  const grid = gridOf(1168, 16)

  test.each([[358, 2], [700, 4], [1168, 6], [1800, 7], [2400, 8]])('%d pixels wide has %d columns', (width, columns) => {
    expect(gridOf(width, 16).columns).toBe(columns)
  })

  test('draws what is in sight and a row beyond, never more than sixty cards', () => {
    for (const [width, height] of [[358, 844], [700, 1000], [1168, 800], [1800, 1080], [2400, 1440]] as const) {
      const here = gridOf(width, 16)
      for (const top of [-300, 0, 5_000, heightOf(here, 10_000)]) {
        const [from, to] = placesInSight(here, 10_000, top, height)
        expect(to - from).toBeLessThanOrEqual(60)
        expect(placeOf(here, from).y).toBeLessThanOrEqual(Math.max(0, top))
        expect(to === 10_000 || placeOf(here, to).y >= top + height).toBe(true)
      }
    }
  })

  test('is walked with the arrows, and left at its edges', () => {
    const from = (index: number, key: string) => stepFrom(grid, index, 20, key)
    expect([from(0, 'ArrowRight'), from(0, 'ArrowLeft'), from(7, 'ArrowUp'), from(3, 'ArrowUp'), from(16, 'ArrowDown'), from(19, 'ArrowDown'), from(5, 'End'), from(5, 'x')]).toEqual([1, undefined, 1, undefined, 19, undefined, 19, undefined])
  })
})

describe('a long list', () => {
  const listed = (from: number, limit: number, total: number) => ({
    series: Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, offset) => ({ id: from + offset + 1, title: `${from + offset}`, artwork: {}, episode_count: 1 })),
    next_cursor: from + limit < total ? String(from + limit) : null,
    total,
  })
  /** A server with `total` titles, the second half of them under another letter. */
  function serve(total: number): string[] {
    const asked: string[] = []
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url)
      const query = new URL(url, 'http://x').searchParams
      const body = url.includes('/letters')
        ? { letters: [{ letter: 'A', series: total / 2, cursor: null }, { letter: 'ㄱ', series: total / 2, cursor: String(total / 2) }] }
        : listed(Number(query.get('cursor') ?? 0), Number(query.get('limit')), total)
      return Promise.resolve({ ok: true, json: () => Promise.resolve(body) })
    })
    return asked
  }
  const rest = () => new Promise((done) => setTimeout(done, 20))

  test('is fetched where it is looked at: a jump to a letter reads from there', async () => {
    const asked = serve(10_000)
    const catalogue = new Catalogue({ sort: 'title' })
    await rest()
    expect([catalogue.total, catalogue.letters.map(({ letter, first }) => [letter, first])]).toEqual([10_000, [['A', 0], ['ㄱ', 5_000]]])
    catalogue.want(5_000, 5_030)
    await rest()
    expect([catalogue.at(5_029)?.title, catalogue.at(4_000)]).toEqual(['5029', undefined])
    expect(asked.filter((url) => !url.includes('letters'))).toHaveLength(2)
    vi.unstubAllGlobals()
  })

  test('without letters is crossed in large steps, and what is known is not asked again', async () => {
    const asked = serve(3_000)
    const catalogue = new Catalogue({ sort: 'added' })
    await rest()
    catalogue.want(2_000, 2_010)
    await rest()
    expect(catalogue.at(2_009)?.title).toBe('2009')
    const before = asked.length
    expect(before).toBeLessThan(7)
    catalogue.want(0, 60)
    await rest()
    expect(asked).toHaveLength(before)
    vi.unstubAllGlobals()
  })
})

describe('a thumbhash', () => {
  test('is a small picture of the right shape and colour', () => {
    // Of the format's own page: a sunset over the sea, opaque and wide.
    const picture = readThumbhash('3OcRJYB4d3h/iIeHeEh3eIhw+j2w')
    expect([picture?.width, picture?.height]).toEqual([32, 23])
    expect(picture?.pixels.filter((_, index) => index % 4 === 3).every((value) => value === 255)).toBe(true)
  })

  test.each(['', '!!', 'AAAA', 'A'.repeat(400)])('is not read from %s', (text) => {
    expect(readThumbhash(text)).toBeUndefined()
  })
})

describe('the scenes of a song', () => {
  const use = (id: number, start: number): SongUse => ({ start, end: start + 5, episode: { id, title: '', season: 1, number: id }, series: { id: 1, title: '' } })

  test('heard twice at once are one', () => {
    expect(scenesOf([{ ...use(1, 5), end: 6 }, { ...use(1, 5), end: 12 }, use(1, 20)])[0]?.uses.map(({ start, end }) => [start, end])).toEqual([[5, 12], [20, 25]])
  })

  test('are told episode by episode', () => {
    expect(scenesOf([use(1, 5), use(1, 50), use(2, 7)]).map((group) => [group.episode.id, group.uses.map(({ start }) => start)])).toEqual([[1, [5, 50]], [2, [7]]])
  })

  test.each<[string, Progress | undefined, boolean]>([
    ['an episode never begun', undefined, false],
    ['a place the viewer has not come to', progress({ positionMs: 40_000 }), false],
    ['a place just reached', progress({ positionMs: 50_000 }), true],
    ['a place reached before going back', progress({ positionMs: 0, reachedMs: 50_000 }), true],
    ['an episode seen to its end', progress({ positionMs: 60 * minute }), true],
  ])('of %s', (_, known, seen) => {
    expect(hasSeen(known, 50)).toBe(seen)
  })
})

test.each([
  ['en', '로맨스', [], 'Romance'],
  ['ko', 'Science Fiction', [], 'SF'],
  ['ko', 'romance', [], '로맨스'],
  ['ko', 'Noodle Western', [], 'Noodle Western'],
  // Two chips of one name could not be told apart.
  ['ko', 'Drama', ['Drama', '드라마'], 'Drama'],
] as const)('in %s the genre %s beside %j is called %s', (language, name, beside, expected) => {
  const before = locale.current
  locale.current = language
  expect(genreName(name, beside)).toBe(expected)
  locale.current = before
})

test('saved songs stand with the last first, each once, and what was taken off comes back where it was', () => {
  const song = (id: number): SavedSong => ({ id, title: `Song ${id}`, artist: '', album: '', cover: null, series: { id: 1, title: '도깨비' } })
  let kept: string | null = null
  const at = { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) } as unknown as Storage
  const songs = new LocalSongs(at)
  for (const id of [1, 2, 3, 1]) songs.add(song(id))
  expect(songs.all().map(({ id }) => id)).toEqual([1, 3, 2])
  const back = songs.remove('3')
  expect(new LocalSongs(at).all().map(({ id }) => id)).toEqual([1, 2])
  expect(songs.has(3)).toBe(false)
  back()
  expect(songs.all().map(({ id }) => id)).toEqual([1, 3, 2])
})

test.each([null, {}, { id: 1, title: 'a' }, { id: 1, title: 'a', artist: 'b', album: 'c', series: {} }])('%j is no saved song', (value) => {
  expect(isSavedSong(value)).toBe(false)
})
