// The language of the page: what the viewer chose, else what the browser asks for.
import { languages, messageOf, speak, translate, type Area, type Language, type MessageKey } from './catalogue'
import { format, type Values } from './format'

const kStorageKey = 'bonustrack.language'

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

  /** The page changes once the words are there; without a connection it stays as it is. */
  async choose(language: Language): Promise<void> {
    try {
      await translate(language)
    } catch {
      return
    }
    this.current = language
    try {
      localStorage.setItem(kStorageKey, language)
    } catch {
      // Storage is blocked: the choice lasts for this visit.
    }
  }
}

export const locale = new Locale()

/** The words of an area: to be awaited before it is drawn. */
export const wordsOf = (area: Area): Promise<void> => speak(area, locale.current)

/** The message in the current language; reactive where it is read in a component. */
export function t(key: MessageKey, values: Values = {}): string {
  return format(messageOf(key, locale.current) ?? key, values, locale.current)
}

export type { Area, MessageKey }
