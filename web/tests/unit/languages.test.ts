// What is said of languages once for a series, and of an episode only where it differs.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { locale, wordsOf } from '../../src/i18n/locale.svelte'
import { languagesOf, usualLanguages } from '../../src/series/languages'

type Seasons = Parameters<typeof usualLanguages>[0]['seasons']
const seasons = (...lists: [audio: string[], subtitles: string[], playable?: boolean][]): { seasons: Seasons } =>
  ({ seasons: [{ episodes: lists.map(([audio_languages, subtitle_languages, playable = true]) => ({ playable, audio_languages, subtitle_languages })) }] }) as unknown as { seasons: Seasons }

beforeAll(async () => {
  vi.stubGlobal('localStorage', { setItem: () => undefined })
  await wordsOf('pages')
  await locale.choose('en')
})

describe('the languages of a series', () => {
  test('are those that most of its episodes have', () => {
    expect(usualLanguages(seasons([['ko'], ['ko', 'en']], [['ko'], ['ko', 'en']], [['ko', 'en'], []]))).toEqual({ audio: 'Korean', subtitles: 'Korean, English' })
  })

  test('are not told where no list is that of most', () => {
    expect(usualLanguages(seasons([['ko'], ['ko']], [['en'], ['ko']]))).toEqual({ audio: '', subtitles: 'Korean' })
  })

  test('leave out episodes that cannot be played', () => {
    expect(usualLanguages(seasons([['ja'], [], false], [['ko'], []])).audio).toBe('Korean')
  })

  test('name each language once, and three at most', () => {
    expect(languagesOf({ audio_languages: ['ko', 'kor', 'und'], subtitle_languages: ['ko', 'en', 'ja', 'es', 'fr'] })).toEqual({ audio: 'Korean', subtitles: 'Korean, English, Japanese +2 more' })
  })
})
