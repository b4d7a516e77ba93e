// The ways a list of series is narrowed, in words, and what each has to choose from.
import type { Filters } from '../api/types'
import type { SeriesFilters } from '../api/urls'
import { locale, type MessageKey } from '../i18n/locale.svelte'

export type FilterName = keyof SeriesFilters

/** The commonest of each: more are found by searching. */
const kMost = 24

export interface FilterGroup {
  name: FilterName
  title: MessageKey
  choices: { value: string; word: string; series: number }[]
}

/** A country's code becomes its name; everything else is a name already. */
export function filterWord(name: FilterName, value: string): string {
  if (name !== 'country' || !/^[A-Za-z]{2}$/.test(value)) return value
  try {
    return new Intl.DisplayNames([locale.current], { type: 'region' }).of(value.toUpperCase()) ?? value
  } catch {
    return value
  }
}

/** Groups in which there is a choice. */
export function filterGroups({ genres, countries, years, studios, tags }: Filters): FilterGroup[] {
  const named = (name: FilterName, title: MessageKey, counts: Filters['genres']): FilterGroup => ({
    name, title, choices: counts.slice(0, kMost).map((count) => ({ value: count.name, word: filterWord(name, count.name), series: count.series })),
  })
  return [
    named('genre', 'library.genres', genres),
    named('country', 'library.countries', countries),
    named('year', 'library.years', years.map(({ year, series }) => ({ name: String(year), series }))),
    named('studio', 'library.studios', studios),
    named('tag', 'library.tags', tags),
  ].filter((group) => group.choices.length > 1)
}
