// The ways a list of series is narrowed, in words, and what each has to choose from.
import type { Filters } from '../api/types'
import type { SeriesFilters } from '../api/urls'
import { genreName } from '../i18n/genres'
import { locale, type MessageKey } from '../i18n/locale.svelte'

export type FilterName = keyof SeriesFilters

/** The commonest of each: more are found by searching. */
const kMost = 24

export interface FilterGroup {
  name: FilterName
  title: MessageKey
  choices: { value: string; word: string; series: number }[]
}

/** A country's code becomes its name, a genre its name in this language; everything else is a name already. `beside`: the others to choose from. */
export function filterWord(name: FilterName, value: string, beside: readonly string[] = []): string {
  if (name === 'genre') return genreName(value, beside)
  if (name !== 'country' || !/^[A-Za-z]{2}$/.test(value)) return value
  try {
    return new Intl.DisplayNames([locale.current], { type: 'region' }).of(value.toUpperCase()) ?? value
  } catch {
    return value
  }
}

/** Groups in which there is a choice. */
export function filterGroups({ genres, countries, years, studios, tags }: Filters): FilterGroup[] {
  const named = (name: FilterName, title: MessageKey, counts: Filters['genres']): FilterGroup => {
    const most = counts.slice(0, kMost)
    const values = most.map((count) => count.name)
    return { name, title, choices: most.map((count) => ({ value: count.name, word: filterWord(name, count.name, values), series: count.series })) }
  }
  return [
    named('genre', 'library.genres', genres),
    named('country', 'library.countries', countries),
    named('year', 'library.years', years.map(({ year, series }) => ({ name: String(year), series }))),
    named('studio', 'library.studios', studios),
    named('tag', 'library.tags', tags),
  ].filter((group) => group.choices.length > 1)
}
