// Fills a message: {name} is a value, {name|을/를} the Korean particle that follows that value, a plural picks by `count`.
import { particle, type ParticlePair } from './particles'

export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>
export type Message = string | Plural
export type Values = Record<string, string | number>

const pluralRules = new Map<string, Intl.PluralRules>()

function rulesOf(language: string): Intl.PluralRules {
  let rules = pluralRules.get(language)
  if (!rules) pluralRules.set(language, (rules = new Intl.PluralRules(language)))
  return rules
}

function choose(message: Message, values: Values, language: string): string {
  if (typeof message === 'string') return message
  return message[rulesOf(language).select(Number(values.count ?? 0))] ?? message.other
}

/** Where both languages write nothing but the digits: the first number that is formatted loads the language's data, some 30 ms. */
const kPlainBelow = 1000

function asText(value: number, language: string): string {
  return Number.isInteger(value) && value >= 0 && value < kPlainBelow ? String(value) : value.toLocaleString(language)
}

export function format(message: Message, values: Values, language: string): string {
  return choose(message, values, language).replace(/\{(\w+)(?:\|([^}]+))?\}/g, (_, name: string, pair?: string) => {
    const value = values[name]
    if (value === undefined) return `{${name}}`
    if (pair) return particle(String(value), pair as ParticlePair)
    return typeof value === 'number' ? asText(value, language) : value
  })
}
