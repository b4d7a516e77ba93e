// Every word for people, in areas: `core` comes with the first page, each other area with the code that speaks it and in one
// language only. English and its keys come first; Korean (해요체) has the same keys, which its type and a test hold it to.
import type { Message } from './format'
import { messages as coreEn } from './messages/core.en'
import { messages as coreKo } from './messages/core.ko'
import type { messages as extras } from './messages/extras.en'
import type { messages as pages } from './messages/pages.en'
import type { messages as player } from './messages/player.en'
import type { messages as unplayable } from './messages/unplayable.en'

export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]
export type MessageKey = keyof typeof coreEn | keyof typeof pages | keyof typeof player | keyof typeof extras | keyof typeof unplayable

type Words = Partial<Record<MessageKey, Message>>
const loaders = {
  pages: { en: () => import('./messages/pages.en'), ko: () => import('./messages/pages.ko') },
  player: { en: () => import('./messages/player.en'), ko: () => import('./messages/player.ko') },
  extras: { en: () => import('./messages/extras.en'), ko: () => import('./messages/extras.ko') },
  unplayable: { en: () => import('./messages/unplayable.en'), ko: () => import('./messages/unplayable.ko') },
} satisfies Record<string, Record<Language, () => Promise<{ messages: Words }>>>
export type Area = keyof typeof loaders

const known: Record<Language, Words> = { en: { ...coreEn }, ko: { ...coreKo } }
const spoken = new Set<Area>()

async function load(area: Area, language: Language): Promise<void> {
  Object.assign(known[language], (await loaders[area][language]()).messages)
}

/** To be awaited before anything of the area is drawn. A failure to fetch is the caller's to tell. */
export async function speak(area: Area, language: Language): Promise<void> {
  spoken.add(area)
  await load(area, language)
}

/** Every area in use, in another language; areas that come into use meanwhile as well. */
export async function translate(language: Language): Promise<void> {
  for (let done = -1; done < spoken.size; ) {
    done = spoken.size
    await Promise.all([...spoken].map((area) => load(area, language)))
  }
}

/** Undefined when the area has not been asked for. */
export const messageOf = (key: MessageKey, language: Language): Message | undefined => known[language][key]
