// The language of the page: what the viewer chose, else what the browser asks for.
import { en, type MessageKey } from './en'
import { format, type Message, type Values } from './format'
import { ko } from './ko'

export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

const kStorageKey = 'bonustrack.language'
const catalogues: Record<Language, Record<MessageKey, Message>> = { en, ko }

/** The first of the wanted languages that we speak. */
export function pickLanguage(chosen: string | null, wanted: readonly string[]): Language {
  for (const tag of [chosen ?? '', ...wanted]) {
    const match = languages.find((language) => tag === language || tag.startsWith(`${language}-`))
    if (match) return match
  }
  return 'en'
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(kStorageKey)
  } catch {
    return null // storage is blocked: the browser's languages decide each time
  }
}

class Locale {
  current = $state<Language>(typeof navigator === 'undefined' ? 'en' : pickLanguage(readChoice(), navigator.languages))

  choose(language: Language): void {
    this.current = language
    try {
      localStorage.setItem(kStorageKey, language)
    } catch {
      // Storage is blocked: the choice lasts for this visit.
    }
  }
}

export const locale = new Locale()

/** The message in the current language; reactive where it is read in a component. */
export function t(key: MessageKey, values: Values = {}): string {
  return format(catalogues[locale.current][key], values, locale.current)
}

export type { MessageKey }
