import { speak } from '../../src/i18n/catalogue'
import { describe, expect, test } from 'vitest'
import type { Cue, Part, Track } from '../../src/api/types'
import { codecName } from '../../src/player/codec_names'
import { clock, lengthMs } from '../../src/i18n/names'
import { isDolbySound } from '../../src/player/codec_names'
import { canPlay, lighterVersion, undecodable } from '../../src/player/codecs'
import type { AudioChoice } from '../../src/player/engine/engine'
import { commandFor, type Focus, type KeyPress } from '../../src/player/keys/keymap'
import { offerAt } from '../../src/player/offers'
import { ribbonPath } from '../../src/player/seek/ribbon'
import { chapterJump, segmentsOf } from '../../src/player/seek/segments'
import { readThumbnails } from '../../src/player/seek/thumbnails'
import { factorOf, levelFor } from '../../src/player/sound/level'
import { audioRows, refusedSubtitles, whyRefused } from '../../src/player/sheets/tracks'
import { cueAt, heardCues, songsAhead, songCues, songJump } from '../../src/player/songs/cues'

const key = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({ code, key: '', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, ...more })

describe('a key', () => {
  const cases: [string, KeyPress, Focus, unknown][] = [
    ['Space plays or pauses', key('Space'), 'none', { do: 'toggle' }],
    ['Space presses the button that has focus', key('Space'), 'button', undefined],
    ['Space leaves an offer that took focus by itself alone', key('Space'), 'offer', { do: 'toggle' }],
    ['Enter accepts such an offer', key('Enter'), 'offer', undefined],
    ['K plays even with a button focused', key('KeyK'), 'button', { do: 'toggle' }],
    ['the Hangul layout does not matter', key('KeyK', { key: 'ㅏ' }), 'none', { do: 'toggle' }],
    ['the arrows go five seconds', key('ArrowLeft'), 'none', { do: 'nudge', ms: -5000 }],
    ['the arrows move a focused slider', key('ArrowLeft'), 'range', undefined],
    ['L goes ten seconds', key('KeyL'), 'range', { do: 'nudge', ms: 10000 }],
    ['7 goes to 70 %', key('Digit7'), 'none', { do: 'tenth', tenth: 7 }],
    ['so does 7 of the number pad', key('Numpad7'), 'none', { do: 'tenth', tenth: 7 }],
    ['C turns subtitles on and off', key('KeyC'), 'none', { do: 'captions' }],
    ['Shift C takes the next language', key('KeyC', { shiftKey: true }), 'none', { do: 'captionsNext' }],
    ['. steps a frame', key('Period', { key: '.' }), 'none', { do: 'frame', step: 1 }],
    ['> goes faster', key('Period', { key: '>', shiftKey: true }), 'none', { do: 'speed', step: 1 }],
    ['< is found where the layout puts it', key('IntlBackslash', { key: '<' }), 'none', { do: 'speed', step: -1 }],
    ['? shows the keys', key('Slash', { key: '?', shiftKey: true }), 'none', { do: 'help' }],
    ['? is found where the layout puts it', key('Minus', { key: '?', shiftKey: true }), 'none', { do: 'help' }],
    ['Ctrl leaves it to the browser', key('KeyF', { ctrlKey: true }), 'none', undefined],
    ['Meta leaves it to the system', key('ArrowLeft', { metaKey: true }), 'none', undefined],
    ['an unfinished Hangul syllable takes its keys', key('KeyF', { isComposing: true }), 'none', undefined],
    ['a text field takes its keys', key('KeyF'), 'text', undefined],
    ['Escape leaves even a text field', key('Escape'), 'text', { do: 'close' }],
    ['what has no meaning does nothing', key('KeyQ'), 'none', undefined],
  ]
  test.each(cases)('%s', (_, press, focus, expected) => {
    expect(commandFor(press, focus)).toEqual(expected)
  })
})

test('subtitles of the file that cannot be chosen are told of, and those drawn here are not', () => {
  const track = (number: number, codec: string, more: Partial<Track> = {}): Track => ({ kind: 'subtitle', codec, number, carried: false, ...more })
  const tracks = [track(1, 'SubRip', { carried: true }), track(2, 'PGS'), track(3, 'VobSub'), track(4, 'PGS'), { kind: 'audio' as const, codec: 'DTS', carried: false }]
  const refused = refusedSubtitles(tracks, [{ id: 's1', language: 'ko', url: '/s1' }, { id: 'p2', language: 'ko', url: null }])
  expect(refused.map(({ number }) => number)).toEqual([3, 4])
})

test.each([
  ['a code has words of the page', { reason_code: 'conversion' as const, reason: 'in English' }, 'DTS would have to be converted first'],
  ['one that is newer than the page has the words of the server', { reason_code: 'tomorrow' as never, reason: 'in English' }, 'in English'],
  ['a track without either is called by its codec', {}, 'DTS'],
])('of a track that is refused, %s', async (_, more, words) => {
  await speak('extras', 'en')
  expect(whyRefused({ kind: 'audio', codec: 'dts', carried: false, ...more })).toBe(words)
})

describe('the seek bar', () => {
  const brief = (segments: ReturnType<typeof segmentsOf>): unknown[] => segments.map(({ startMs, endMs, title, part }) => [startMs / 1000, endMs / 1000, title ?? part])

  test('is one stretch when nothing is known but the length', () => {
    expect(brief(segmentsOf(60_000, [], []))).toEqual([[0, 60, 'episode']])
  })

  test('is nothing while the length is unknown', () => {
    expect(segmentsOf(0, [], [])).toEqual([])
    expect(segmentsOf(NaN, [], [])).toEqual([])
  })

  test('follows the chapters, the last to the end', () => {
    expect(brief(segmentsOf(60_000, [{ start: 20, title: 'b' }, { start: 0, title: 'a' }], []))).toEqual([[0, 20, 'a'], [20, 60, 'b']])
  })

  test('fills what lies between the parts with the episode itself', () => {
    const parts = [{ type: 'recap' as const, start: 0, end: 10 }, { type: 'credits' as const, start: 50, end: 60 }]
    expect(brief(segmentsOf(60_000, [], parts))).toEqual([[0, 10, 'recap'], [10, 50, 'episode'], [50, 60, 'credits']])
  })

  test('bears parts that overlap, run over the end or are too short to see', () => {
    const parts = [
      { type: 'recap' as const, start: 0.4, end: 10 },
      { type: 'intro' as const, start: 8, end: 20 },
      { type: 'preview' as const, start: 30, end: 30.2 },
      { type: 'credits' as const, start: 55, end: 99 },
    ]
    expect(brief(segmentsOf(60_000, [], parts))).toEqual([[0, 10, 'recap'], [10, 20, 'intro'], [20, 55, 'episode'], [55, 60, 'credits']])
  })

  test('jumps to the next chapter, and back to the start of this one before the one before', () => {
    const segments = segmentsOf(90_000, [{ start: 0 }, { start: 30 }, { start: 60 }], [])
    expect(chapterJump(segments, 10_000, 1)).toBe(30_000)
    expect(chapterJump(segments, 45_000, -1)).toBe(30_000)
    expect(chapterJump(segments, 31_000, -1)).toBe(0)
    expect(chapterJump(segments, 70_000, 1)).toBeUndefined()
  })
})

describe('an offer', () => {
  const part = (type: Part['type'], start: number, end: number): Part => ({ type, start, end })
  const whole = [part('recap', 0, 14), part('intro', 14, 26), part('credits', 96, 106), part('epilogue', 106, 116), part('preview', 116, 120)]
  const plain = [part('credits', 100, 112), part('preview', 112, 120)]
  const last = [part('credits', 100, 112)]
  const gap = [part('credits', 90, 100), part('preview', 110, 120)]
  const offered = (parts: Part[], at: number, hasNext = true): unknown => {
    const offer = offerAt(parts, at * 1000, 120_000, hasNext)
    return offer && [offer.kind === 'skip' ? offer.type : offer.kind, ...('toMs' in offer ? [offer.toMs / 1000] : [])]
  }
  test.each<[string, Part[], number, boolean, unknown]>([
    ['skips the recap, to its end', whole, 5, true, ['recap', 14]],
    ['comes too late at the last moment of the recap', whole, 13.8, true, undefined],
    ['skips the intro', whole, 20, true, ['intro', 26]],
    ['is not made in the story', whole, 50, true, undefined],
    ['leads from the credits to the bonus track first', whole, 100, true, ['bonus', 106]],
    ['leads there also when no episode follows', whole, 100, false, ['bonus', 106]],
    ['is never made in a bonus track', whole, 110, true, undefined],
    ['is the next episode once the bonus track is over', whole, 118, true, ['next']],
    ['is nothing after the bonus track of the last episode', whole, 118, false, undefined],
    ['is the next episode at credits that only a preview follows', plain, 101, true, ['next']],
    ['stays the next episode in the preview', plain, 115, true, ['next']],
    ['skips credits to what follows them, where no episode does', plain, 101, false, ['credits', 112]],
    ['does not go on to the next episode from credits in the middle', last, 101, true, ['credits', 112]],
    ['is to skip credits that something unknown follows', gap, 95, true, ['credits', 100]],
    ['is not made in what is unknown', gap, 105, true, undefined],
    ['is the next episode in the preview behind it, to its end', gap, 119.9, true, ['next']],
    ['is nothing in a preview that the story follows', [part('preview', 20, 30)], 25, true, undefined],
    ['is nothing in an episode of which no parts are known', [], 119, true, undefined],
  ])('%s', (_, parts, at, hasNext, expected) => {
    expect(offered(parts, at, hasNext)).toEqual(expected)
  })

  test('never leads into or past a bonus track that has not been seen, wherever one stands', () => {
    for (const at of Array.from({ length: 1200 }, (_, index) => index / 10)) {
      const offer = offerAt(whole, at * 1000, 120_000, true)
      const toMs = offer && 'toMs' in offer ? offer.toMs : 0
      expect([at, toMs > 106_000 || (offer?.kind === 'next' && at < 116)]).toEqual([at, false])
    }
  })
})

describe('the songs of an episode', () => {
  const cue = (title: string, start: number, end: number): Cue => ({ song: { title }, start, end })
  const cues = songCues([cue('Rain', 30, 60), cue('Last Train', 10, 20), cue('nothing', 70, 70), cue('Two', 55, 66)])

  test('are in the order they sound, without stretches that have no length', () => {
    expect(cues.map(({ title, startMs }) => [title, startMs])).toEqual([['Last Train', 10_000], ['Rain', 30_000], ['Two', 55_000]])
  })

  test('heard twice at once are one', () => {
    const twice = songCues([cue('Rain', 19, 22), cue('Rain', 19, 31), cue('Two', 20, 25), cue('Rain', 40, 50)])
    expect(twice.map(({ title, startMs, endMs }) => [title, startMs / 1000, endMs / 1000])).toEqual([['Rain', 19, 31], ['Two', 20, 25], ['Rain', 40, 50]])
    expect(new Set(twice.map(({ key }) => key)).size).toBe(twice.length)
  })

  test('know their page where the library holds them', () => {
    expect(songCues([{ ...cue('', 1, 2), song: { id: 7, title: '우산 하나', artist: '이소라' } }])[0]).toMatchObject({ songId: 7, title: '우산 하나', artist: '이소라' })
    expect(songCues([{ ...cue('', 1, 2), song: { id: null, title: 'Theme A' } }])[0]?.songId).toBeUndefined()
  })

  test.each([[5, undefined], [10, 'Last Train'], [20, undefined], [57, 'Two'], [62, 'Two']])('at %d s it is %s', (at, title) => {
    expect(cueAt(cues, at * 1000)?.title).toBe(title)
  })

  test.each([[0, 1, 10_000], [10, 1, 30_000], [58, 1, undefined], [58, -1, 30_000], [56, -1, 30_000], [12, -1, undefined], [34, -1, 30_000]] as const)('from %d s the song at %d is at %s', (at, step, to) => {
    expect(songJump(cues, at * 1000, step)).toBe(to)
  })

  test('are hidden until the viewer has come to them', () => {
    expect(heardCues(cues, 29_999).map(({ title }) => title)).toEqual(['Last Train'])
    expect(heardCues(cues, 30_000).map(({ title }) => title)).toEqual(['Last Train', 'Rain'])
  })
})

describe('the ribbon of loudness', () => {
  test('is as wide as it is loud, and empty without a measurement', () => {
    expect(ribbonPath([])).toBe('')
    expect(ribbonPath([-60, -10, -35])).toBe('M0 1L0.0000 1.000L0.5000 0.000L1.0000 0.750L1 1Z')
  })

  test('keeps the loudest of what it puts together, and bears silence', () => {
    expect(ribbonPath([-Infinity, -10, NaN, -10], 2)).toBe('M0 1L0.0000 0.000L1.0000 0.000L1 1Z')
  })
})

describe('what this browser cannot decode', () => {
  const supports = (type: string): boolean => /avc1|mp4a/.test(type)
  const video = (codec: string, carried = true): Track => ({ kind: 'video', codec: 'a name', codecs: codec, carried })
  const audio = (codec: string, carried = true): Track => ({ kind: 'audio', codec: 'a name', codecs: codec, carried })
  const cases: [string, Track[], string | undefined][] = [
    ['is nothing for H.264 and AAC', [video('avc1.64001f'), audio('mp4a.40.2')], undefined],
    ['is HEVC', [video('hvc1.2.4.L120.90'), audio('mp4a.40.2')], 'hvc1.2.4.L120.90'],
    ['is sound when no track of it plays', [video('avc1.64001f'), audio('ec-3'), audio('ac-3')], 'ec-3'],
    ['is nothing when one sound plays', [video('avc1.64001f'), audio('ec-3'), audio('mp4a.40.2')], undefined],
    ['is not known without its full name', [{ kind: 'video', codec: 'HEVC', carried: true }], undefined],
    ['is not what is left out anyway', [video('avc1.64001f'), audio('ec-3', false)], undefined],
    ['is nothing for an episode without tracks', [], undefined],
  ]
  test.each(cases)('%s', (_, tracks, expected) => {
    expect(undecodable(tracks, supports)).toBe(expected)
  })

  test.each([['hvc1.2.4.L120.90', 'HEVC (H.265)'], ['dvh1.05.06', 'Dolby Vision (HEVC)'], ['ec-3', 'Dolby Digital Plus'], ['dts', 'DTS'], ['strange', 'strange']])('%s is called %s', (codec, name) => {
    expect(codecName(codec)).toBe(name)
  })
})

describe('the audio column', () => {
  const choice = (id: number, language: string): AudioChoice => ({ id, language, name: language, described: false })
  const track = (language: string, more: Partial<Track> = {}): Track => ({ kind: 'audio', codec: 'aac', language, carried: true, ...more })

  test('tells what the engine offers by what the file says, and names what is left out', () => {
    const lost = track('ko', { carried: false, reason: 'DTS' })
    const rows = audioRows([choice(0, 'ko'), choice(1, 'en'), choice(2, 'ko')], [track('ko'), lost, track('eng'), track('ko', { commentary: true })], () => true)
    expect(rows.map((row) => [row.choice?.id, row.track?.commentary ?? false, row.track?.carried])).toEqual([[0, false, true], [1, false, true], [2, true, true], [undefined, false, false]])
  })

  test('takes no track for offered that the browser does not decode, nor one made for others', () => {
    const [korean, english, described, plain, french] = [track('ko', { codecs: 'aac' }), track('en', { codecs: 'ac-3' }), track('en', { codecs: 'aac', visual_impaired: true }), track('en', { codecs: 'aac' }), track('fr', { codecs: 'opus' })]
    const offered = [choice(0, 'ko'), { ...choice(1, 'en'), described: true }, choice(2, 'fr')]
    const supports = (type: string) => !type.includes('ac-3')
    expect(audioRows(offered, [korean, english, described, french], supports)).toEqual([{ choice: offered[0], track: korean }, { choice: offered[1], track: described }, { choice: offered[2], track: french }, { choice: undefined, track: english }])
    expect(audioRows([choice(0, 'en')], [described, plain], supports)[0]?.track).toBe(plain)
  })

  test('shows the one track of a stream that offers no choice', () => {
    expect(audioRows([], [track('ko')], () => true)).toEqual([{ choice: undefined, track: track('ko') }])
  })
})

test('an episode counts as playable where its sound is decoded, or another file of it may be', () => {
  const episode = { playable: true, hls: '/a/master.m3u8', versions: [], tracks: [{ kind: 'audio' as const, codec: 'AC-3', codecs: 'ac-3', carried: true }] } as unknown as Parameters<typeof canPlay>[0]
  expect(canPlay(episode, () => false)).toBe(false)
  expect(canPlay(episode, () => true)).toBe(true)
  expect(canPlay({ ...episode, playable: false }, () => true)).toBe(false)
  expect(canPlay({ ...episode, versions: [{ label: '', files: [{ hls: '/b/master.m3u8', size: 1 }] }] as unknown as typeof episode.versions }, () => false)).toBe(true)
})

test.each([[39.999999, '0:40'], [40, '0:40'], [3599.6, '1:00:00'], [0, '0:00']])('a length of %s s is told as %s', (seconds, expected) => {
  expect(clock(lengthMs(seconds))).toBe(expected)
})

test.each(['ac-3', 'ec-3', 'AC-3', 'E-AC-3', 'eac3'])('%s is sound that browsers are not named for in vain', (codec) => {
  expect([isDolbySound(codec), isDolbySound('mp4a.40.2')]).toEqual([true, false])
})

test('songs still to come are counted as songs, and one that was heard is not among them', () => {
  const cue = (id: number | null, start: number, title = '') => ({ song: { id: id as number, title }, start, end: start + 5 })
  const cues = songCues([cue(1, 0), cue(2, 10), cue(2, 20), cue(1, 30), cue(null, 40, 'a'), cue(null, 50, 'b')])
  expect([songsAhead(cues, 0), songsAhead(cues, 12_000), songsAhead(cues, 60_000)]).toEqual([3, 2, 0])
})

describe('the pictures above the seek bar', () => {
  const at = readThumbnails('WEBVTT\n\n00:00:00.000 --> 00:00:05.005\n1.webp#xywh=0,0,320,180\n\n00:00:05.005 --> 00:00:11.000\n2.webp#xywh=320,180,320,180\n\n00:00:11.000 --> 00:00:12.000\nnonsense\n', '/media/k-1/storyboard-1/thumbnails.vtt')
  test('are read from sheets that lie beside their index', () => {
    expect(at(0)).toEqual({ sheet: '/media/k-1/storyboard-1/1.webp', x: 0, y: 0, width: 320, height: 180 })
    expect(at(5_004)?.sheet).toBe('/media/k-1/storyboard-1/1.webp')
    expect(at(5_005)).toEqual({ sheet: '/media/k-1/storyboard-1/2.webp', x: 320, y: 180, width: 320, height: 180 })
  })
  test('are nothing where the index has none, or something else', () => {
    expect(at(11_500)).toBeUndefined()
    expect(at(20_000)).toBeUndefined()
    expect(readThumbnails('WEBVTT\n\n00:00:00.000 --> 00:00:05.000\n../../b-1/storyboard-2/1.webp#xywh=0,0,1,1\n', '/media/a.b-1/storyboard-2/thumbnails.vtt')(0)?.sheet)
      .toBe('/media/a.b-1/storyboard-2/../../b-1/storyboard-2/1.webp')
    expect(readThumbnails('WEBVTT\n\n00:00:00.000 --> 00:00:05.000\n//elsewhere/1.webp#xywh=0,0,1,1\n', '/a/b.vtt')(0)).toBeUndefined()
  })
})

describe('even loudness', () => {
  const measured = (integrated: number | null, true_peak: number | null): Parameters<typeof levelFor>[0] => ({ duration: 60, integrated, true_peak, range: 5, energy: [], stretches: [] })
  const cases: [string, Parameters<typeof levelFor>[0], number][] = [
    ['what is loud comes down to -23 LUFS', measured(-14, -0.1), -9],
    ['what is soft comes up', measured(-27, -8), 4],
    ['no further than its peaks have room', measured(-30, -4), 3],
    ['not at all when they have none', measured(-26, -0.2), 0],
    ['never by more than 9 dB', measured(-45, -30), 9],
    ['nor down by more than 20', measured(-1, 0), -20],
    ['what has no peak measured is not raised', measured(-30, null), 0],
    ['silence stays', measured(null, null), 0],
    ['what nobody has listened to stays', null, 0],
    ['what has not come yet stays', undefined, 0],
  ]
  test.each(cases)('%s', (_, loudness, decibels) => expect(levelFor(loudness)).toBeCloseTo(decibels, 6))
  test('a decibel is a factor', () => {
    expect(factorOf(0)).toBe(1)
    expect(factorOf(-20)).toBeCloseTo(0.1)
  })
})

describe('a lighter version', () => {
  const version = (label: string, hls: string, size: number): { label: string; files: never[] } => ({ label, files: [{ playable: true, hls, size }] as never[] })
  const episode = { versions: [version('2160p', '/media/a-1/master.m3u8', 8e9), version('720p', '/media/c-1/master.m3u8', 1e9), version('1080p', '/media/b-1/master.m3u8', 3e9)] as never[] }
  test('is the largest that is clearly smaller than what plays', () => {
    expect(lighterVersion(episode, '/media/a-1/master.m3u8')?.label).toBe('1080p')
    expect(lighterVersion(episode, '/media/b-1/master-aac.m3u8')?.label).toBe('720p')
  })
  test('is none below the smallest, nor of an episode of one file', () => {
    expect(lighterVersion(episode, '/media/c-1/master.m3u8')).toBeUndefined()
    expect(lighterVersion({ versions: [] }, '/media/a-1/master.m3u8')).toBeUndefined()
  })
})
