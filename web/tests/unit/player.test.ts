import { describe, expect, test } from 'vitest'
import type { Track } from '../../src/api/types'
import { codecName, undecodable } from '../../src/player/codecs'
import type { AudioChoice } from '../../src/player/engine/engine'
import { commandFor, type Focus, type KeyPress } from '../../src/player/keys/keymap'
import { chapterJump, segmentsOf } from '../../src/player/seek/segments'
import { audioRows } from '../../src/player/sheets/tracks'
import { skipOffer } from '../../src/player/skip'

const key = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({ code, key: '', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, ...more })

describe('a key', () => {
  const cases: [string, KeyPress, Focus, unknown][] = [
    ['Space plays or pauses', key('Space'), 'none', { do: 'toggle' }],
    ['Space presses the button that has focus', key('Space'), 'button', undefined],
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

describe('skipping', () => {
  const parts = [
    { type: 'recap' as const, start: 0, end: 14 },
    { type: 'credits' as const, start: 96, end: 106 },
    { type: 'epilogue' as const, start: 106, end: 116 },
    { type: 'preview' as const, start: 116, end: 120 },
  ]
  test.each([
    ['is offered in the recap, to its end', 5_000, { type: 'recap', startMs: 0, toMs: 14_000 }],
    ['is not offered at the last moment', 13_800, undefined],
    ['is not offered in the story', 50_000, undefined],
    ['leads from the credits to the bonus track, not past it', 100_000, { type: 'credits', startMs: 96_000, toMs: 106_000 }],
    ['is never offered in a bonus track', 110_000, undefined],
    ['is not offered in the preview', 118_000, undefined],
  ])('%s', (_, at, expected) => {
    expect(skipOffer(parts, at)).toEqual(expected)
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
    const rows = audioRows([choice(0, 'ko'), choice(1, 'en'), choice(2, 'ko')], [track('ko'), lost, track('eng'), track('ko', { commentary: true })])
    expect(rows.map((row) => [row.choice?.id, row.track?.commentary ?? false, row.track?.carried])).toEqual([[0, false, true], [1, false, true], [2, true, true], [undefined, false, false]])
  })

  test('shows the one track of a stream that offers no choice', () => {
    expect(audioRows([], [track('ko')])).toEqual([{ choice: undefined, track: track('ko') }])
  })
})
