import { describe, expect, test } from 'vitest'

import { messages as coreEn } from '../../src/i18n/messages/core.en'
import { messages as coreKo } from '../../src/i18n/messages/core.ko'
import { messages as extrasEn } from '../../src/i18n/messages/extras.en'
import { messages as extrasKo } from '../../src/i18n/messages/extras.ko'
import { messages as pagesEn } from '../../src/i18n/messages/pages.en'
import { messages as pagesKo } from '../../src/i18n/messages/pages.ko'
import { messages as playerEn } from '../../src/i18n/messages/player.en'
import { messages as playerKo } from '../../src/i18n/messages/player.ko'
import { messages as unplayableEn } from '../../src/i18n/messages/unplayable.en'
import { messages as unplayableKo } from '../../src/i18n/messages/unplayable.ko'
import { format, type Message } from '../../src/i18n/format'

import { pickLanguage } from '../../src/i18n/locale.svelte'
import { particle, type ParticlePair } from '../../src/i18n/particles'

const en = { ...coreEn, ...pagesEn, ...playerEn, ...extrasEn, ...unplayableEn }
const ko = { ...coreKo, ...pagesKo, ...playerKo, ...extrasKo, ...unplayableKo }

const texts = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message))
const names = (message: Message): string[] => [...new Set(texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '')))].sort()

describe('the catalogues', () => {
  test('have the same keys', () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort())
  })

  test('ask for the same values under each key', () => {
    for (const [key, message] of Object.entries(en)) expect([key, names(ko[key as keyof typeof en])]).toEqual([key, names(message)])
  })

  test('never shout, and never show both shapes of a particle', () => {
    for (const message of [...Object.values(en), ...Object.values(ko)]) {
      for (const text of texts(message)) {
        expect(text).not.toMatch(/!|[은이을과]\((는|가|를|와)\)/)
        expect(text.trim()).toBe(text)
        expect(text).not.toBe('')
      }
    }
  })

  test('have every plural form their language needs', () => {
    for (const [language, catalogue] of [['en', en], ['ko', ko]] as const) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      for (const [key, message] of Object.entries<Message>(catalogue)) {
        if (typeof message !== 'string') expect([key, ...Object.keys(message)]).toEqual(expect.arrayContaining(needed))
      }
    }
  })
})

describe('a message', () => {
  const cases: [string, Message, Record<string, string | number>, string, string][] = [
    ['takes its values', '{a} of {b}', { a: 1, b: 'two' }, 'en', '1 of two'],
    ['writes small numbers as they are', '{n}', { n: 999 }, 'ko', '999'],
    ['groups large ones', '{n}', { n: 12_345 }, 'en', '12,345'],
    ['writes fractions and what lies below nought as the language does', '{a} {b}', { a: 1.5, b: -1_000 }, 'en', '1.5 -1,000'],
    ['shows numbers as the language writes them', '{count} files', { count: 12345 }, 'en', '12,345 files'],
    ['picks the form for one', { one: '{count} episode', other: '{count} episodes' }, { count: 1 }, 'en', '1 episode'],
    ['picks the form for many', { one: '{count} episode', other: '{count} episodes' }, { count: 0 }, 'en', '0 episodes'],
    ['falls back to the form that is always there', { other: '{count}부작' }, { count: 1 }, 'ko', '1부작'],
    ['puts the particle that the value asks for', '{t}{t|을/를} 봐요', { t: '비밀' }, 'ko', '비밀을 봐요'],
    ['keeps what nobody gave it in sight', '{lost}', {}, 'en', '{lost}'],
    ['does not read a value as a message', '{a}', { a: '{b}', b: 'x' }, 'en', '{b}'],
  ]
  test.each(cases)('%s', (_, message, values, language, expected) => {
    expect(format(message, values, language)).toBe(expected)
  })
})

describe('a particle follows the sound of the word', () => {
  const cases: [string, ParticlePair, string][] = [
    ['도깨비', '이/가', '가'],
    ['비밀', '이/가', '이'],
    ['사랑의 불시착', '을/를', '을'],
    ['스카이 캐슬', '으로/로', '로'],
    ['오징어 게임', '으로/로', '으로'],
    ['모래시계', '으로/로', '로'],
    ['응답하라 1988', '은/는', '은'],
    ['시즌 2', '은/는', '는'],
    ['Soundtrack #1', '을/를', '을'],
    ['Soundtrack #2', '을/를', '를'],
    ['사운드트랙 #7', '으로/로', '로'],
    ['Goblin', '이/가', '이'],
    ['Love', '이/가', '가'],
    ['Vincenzo', '과/와', '와'],
    ['Signal', '으로/로', '로'],
    ['HEVC (H.265)', '으로/로', '로'],
    ['AAC', '을/를', '를'],
    ['OST', '이/가', '가'],
    ['TVN', '이/가', '이'],
    ['HDR', '으로/로', '로'],
    ['AC-3', '을/를', '을'],
    ['FLAC', '을/를', '을'],
    ['"미생"', '을/를', '을'],
    ['도깨비'.normalize('NFD'), '은/는', '는'],
    ['', '을/를', '를'],
  ]
  test.each(cases)('%s + %s → %s', (word, pair, expected) => {
    expect(particle(word, pair)).toBe(expected)
  })
})

test.each([
  [null, ['ko-KR', 'en'], 'ko'],
  [null, ['fr', 'en-GB'], 'en'],
  [null, ['fr'], 'en'],
  ['en', ['ko-KR'], 'en'],
  ['xx', ['ko'], 'ko'],
  // Konkani's tag begins with the letters of Korean's.
  [null, ['kok'], 'en'],
])('of the choice %s and the wish %j the page speaks %s', (chosen, wanted, expected) => {
  expect(pickLanguage(chosen, wanted)).toBe(expected)
})
