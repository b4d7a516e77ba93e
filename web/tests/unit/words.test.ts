// Times, languages, genres and other names in the words of the page.
import { describe, expect, test, vi } from 'vitest'
import { locale } from '../../src/i18n/locale.svelte'
import { genreName } from '../../src/i18n/genres'
import { langOf } from '../../src/i18n/script'
import { clock, languageName, lengthInWords, ownLanguageName, placeInWords } from '../../src/i18n/names'

const minute = 60_000

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
