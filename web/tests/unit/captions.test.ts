import { drawnWithoutFonts } from '../../src/player/captions/drawn/letters'
import { describe, expect, test } from 'vitest'
import type { Subtitle } from '../../src/api/types'
import { captionsWhenOn, firstCaptions, forcedFor, sameLanguage } from '../../src/player/captions/choose'
import { activeCues } from '../../src/player/captions/active_cues'
import { stretchOf } from '../../src/player/captions/place'
import { parseCueText, parseTimestamp, parseVtt, plainText } from '../../src/player/captions/vtt'
import { parseLook } from '../../src/player/captions/look.svelte'

describe('a WebVTT file', () => {
  test('gives its cues in the order of their start', () => {
    const cues = parseVtt('WEBVTT\n\n00:05.000 --> 00:06.000\nlater\n\n00:01.000 --> 00:02.500\nfirst')
    expect(cues.map((cue) => [cue.startMs, cue.endMs, plainText(cue.nodes)])).toEqual([[1000, 2500, 'first'], [5000, 6000, 'later']])
  })

  test('may have a byte order mark, Windows line ends, identifiers, notes and styles', () => {
    const file = '\uFEFFWEBVTT - title\r\n\r\nNOTE\r\nnothing\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n7\r\n00:00:01.000 --> 00:00:02.000 align:start\r\nhello\r\nworld\r\n'
    const cues = parseVtt(file)
    expect(cues).toHaveLength(1)
    expect(plainText(cues[0]?.nodes ?? [])).toBe('hello\nworld')
  })

  test.each([
    ['a time that is none', '00:99.000 --> 01:00.000\nx'],
    ['an end before its start', '00:02.000 --> 00:01.000\nx'],
    ['no text', '00:01.000 --> 00:02.000\n'],
    ['no times', 'just words'],
  ])('loses only the cue with %s', (_, broken) => {
    const cues = parseVtt(`WEBVTT\n\n${broken}\n\n00:03.000 --> 00:04.000\nkept`)
    expect(cues.map((cue) => plainText(cue.nodes))).toEqual(['kept'])
  })

  test('places cues by their settings and ignores those out of range', () => {
    const settings = parseVtt('WEBVTT\n\n00:01.000 --> 00:02.000 line:10% position:20%,line-left size:60% align:left vertical:rl\na\n\n00:03.000 --> 00:04.000 line:-2 position:150% align:up\nb').map((cue) => cue.settings)
    expect(settings).toEqual([{ linePercent: 10, positionPercent: 20, positionAlign: 'line-left', sizePercent: 60, align: 'left' }, { lineNumber: -2 }])
  })

  test.each([
    ['nothing said', '', undefined],
    ['words that begin at a fifth', 'position:20% align:start', { from: 20, width: 80 }],
    ['words that end at three quarters', 'position:75% align:end', { from: 0, width: 75 }],
    ['words about a tenth, which leave no more room', 'position:10%', { from: 0, width: 20 }],
    ['a narrow box at the right edge', 'size:30% align:right', { from: 70, width: 30 }],
    ['its middle named', 'position:40%,center align:left size:20%', { from: 30, width: 20 }],
  ])('gives a cue its stretch of the width: %s', (_, settings, stretch) => {
    const [cue] = parseVtt(`WEBVTT\n\n00:01.000 --> 00:02.000 ${settings}\na`)
    expect(stretchOf(cue?.settings ?? {})).toEqual(stretch)
  })

  test('cut short anywhere is read without harm', () => {
    const file = 'WEBVTT\n\n1\n00:01.000 --> 00:02.000 line:1\n<v 수호>a<ruby>b<rt>c</rt></ruby> &amp;\n\n00:03.000 --> 00:04.000\nd'
    for (let length = 0; length <= file.length; length += 1) expect(parseVtt(file.slice(0, length)).length).toBeLessThanOrEqual(2)
  })
})

describe('the text of a cue', () => {
  test('becomes a tree of the tags that WebVTT names', () => {
    expect(parseCueText('<b>loud</b> and <c.yellow.bg>bright</c>')).toEqual([
      { tag: 'b', classes: [], note: '', children: [{ text: 'loud' }] },
      { text: ' and ' },
      { tag: 'c', classes: ['yellow', 'bg'], note: '', children: [{ text: 'bright' }] },
    ])
  })

  test.each([
    ['tags nobody knows are dropped', '<font color=red>x</font>', 'x'],
    ['scripts are text at most', '<script>alert(1)</script>', 'alert(1)'],
    ['entities are read', '&lt;b&gt; &amp; &#xAC00; &nope;', '<b> & 가 &nope;'],
    ['numbers outside Unicode are nothing', 'a&#x110000;&#xD800;b', 'ab'],
    ['a lone < stays', '1 < 2', '1 < 2'],
    ['tags left open end with the cue', '<i>on', 'on'],
    ['wrong closing tags are ignored', 'a</b>c', 'ac'],
    ['times within a cue are dropped', 'a<00:01.000>b', 'ab'],
  ])('%s', (_, text, expected) => {
    expect(plainText(parseCueText(text))).toBe(expected)
  })

  test('nests no deeper than one would ever draw', () => {
    const depth = (nodes: ReturnType<typeof parseCueText>): number => Math.max(0, ...nodes.map((node) => ('tag' in node ? 1 + depth(node.children) : 0)))
    expect(depth(parseCueText('<b>'.repeat(10_000) + 'x'))).toBe(16)
  })
})

test.each([
  ['00:01.500', 1500],
  ['01:02:03.004', 3723004],
  ['100:00:00.000', 360000000],
  ['1:00.000', undefined],
  ['00:60.000', undefined],
  ['00:01,000', undefined],
])('the time %s is %s ms', (text, expected) => {
  expect(parseTimestamp(text)).toBe(expected)
})

test('cues show from their start up to, not at, their end', () => {
  const cues = parseVtt('WEBVTT\n\n00:01.000 --> 00:03.000\na\n\n00:02.000 --> 00:04.000\nb')
  const at = (ms: number): string => activeCues(cues, ms).map((cue) => plainText(cue.nodes)).join('')
  expect([0, 999, 1000, 2000, 2999, 3000, 4000].map(at)).toEqual(['', '', 'a', 'ab', 'ab', 'b', ''])
})

describe('the subtitles an episode begins with', () => {
  const ko: Subtitle = { language: 'ko', url: 'ko' }
  const sdh: Subtitle = { language: 'ko', hearing_impaired: true, url: 'sdh' }
  const en: Subtitle = { language: 'en', url: 'en' }
  const forced: Subtitle = { language: 'ko', forced: true, url: 'forced' }

  const cases: [string, Subtitle[], string | undefined, string | undefined, string, number][] = [
    ['none when one hears one’s own language', [ko, en], undefined, 'ko', 'ko', -1],
    ['one’s own language when another is spoken', [ko, en], undefined, 'en', 'ko', 0],
    ['the language chosen before', [ko, en], 'en', 'ko', 'ko', 1],
    ['none when they were turned off before', [ko, en], 'off', 'en', 'ko', -1],
    ['those of one’s own language that the file flags', [{ ...ko, default: true }, en], undefined, 'ko', 'ko', 0],
    ['none when the file flags another language than one hears and reads', [ko, { ...en, default: true }], undefined, 'ko', 'ko', -1],
    ['one’s own language before the one flagged', [ko, { ...en, default: true }], undefined, 'ja', 'ko', 0],
    ['those flagged when there are none in one’s own language', [{ ...en, default: true }], undefined, 'ja', 'ko', 0],
    ['those flagged when the spoken language is not known', [ko, { ...en, default: true }], undefined, undefined, 'ko', 1],
    ['whole ones before those for the deaf', [sdh, ko], 'ko', 'ko', 'ko', 1],
    ['those for the deaf when there are no others', [sdh], 'ko', 'ko', 'ko', 0],
    ['never the forced ones as if they were whole', [forced], 'ko', 'ko', 'ko', -1],
    ['none when the spoken language is not known', [ko], undefined, undefined, 'ko', -1],
    ['a three-letter tag is the same language', [{ ...ko, language: 'kor' }], undefined, 'eng', 'ko', 0],
  ]
  test.each(cases)('are %s', (_, subtitles, preference, audio, reader, expected) => {
    expect(firstCaptions(subtitles, preference, audio, reader)).toBe(expected)
  })

  test('are, turned on by a key, those of the last choice, else in the reader’s language, else those flagged', () => {
    expect(captionsWhenOn([ko, sdh, en], undefined, 'en')).toBe(2)
    expect(captionsWhenOn([ko, sdh, en], 'ko', 'en')).toBe(0)
    expect(captionsWhenOn([ko, { ...en, default: true }], 'ja', 'fr')).toBe(1)
    expect(captionsWhenOn([ko, en], undefined, 'fr')).toBe(0)
  })

  test('are, when off, the forced ones of the language spoken', () => {
    expect(forcedFor([ko, forced], 'ko')).toBe(1)
    expect(forcedFor([ko, forced], 'en')).toBe(-1)
  })

  test('are matched without the region', () => {
    expect(sameLanguage('zh-Hans', 'zh-Hant')).toBe(true)
    expect(sameLanguage('pt-BR', 'por')).toBe(true)
    expect(sameLanguage('', '')).toBe(false)
    expect(sameLanguage(undefined, 'ko')).toBe(false)
  })
})

describe('how captions look', () => {
  test.each([null, 'x', { size: 1000, colour: 'red', background: 3, edge: undefined }])('is as usual for %j', (kept) => {
    expect(parseLook(kept)).toEqual({ size: 100, colour: 'white', background: 'shade', edge: 'none', font: 'plain', styling: 'authors' })
  })

  test('is what was kept', () => {
    const kept = { size: 150, colour: 'yellow', background: 'none', edge: 'outline', font: 'serif', styling: 'authors' }
    expect(parseLook(kept)).toEqual(kept)
  })
})

describe('ASS subtitles without fonts of their own', () => {
  const file = (text: string): string => `[Script Info]\nTitle: 제목\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Sign,Ann,0,0,0,,${text}\n`
  test.each([
    ['Latin letters', 'Ça va, “toi” — 42 %?', true],
    ['Cyrillic and Greek', 'Привет, κόσμε', true],
    ['what only tags say in another script', '{\\fn나눔고딕}Hello', true],
    ['Hangul', '환승역', false],
    ['Japanese marks', 'Hello「', false],
    ['emoji', 'Hello 🎵', false],
  ])('%s', (_, text, drawn) => expect(drawnWithoutFonts(file(text))).toBe(drawn))
})
