// Which rows the home page draws. Empty rows are never drawn.
import type { Filters, SeriesSummary } from '../api/types'

/** How many rows of a kind; eight rows make a page. */
const kAnthologies = 2
const kGenres = 3
/** A row of fewer is no choice. */
const kFewest = 2

/** Anthologies with at least two instalments in the library, and the commonest genres. */
export function rowNames(filters: Pick<Filters, 'anthologies' | 'genres'>): { anthologies: string[]; genres: string[] } {
  const names = (counts: Filters['genres'], most: number): string[] => counts.filter(({ series }) => series >= kFewest).slice(0, most).map(({ name }) => name)
  return { anthologies: names(filters.anthologies, kAnthologies), genres: names(filters.genres, kGenres) }
}

/** In the order of their instalments; those without a number last. */
export const byInstalment = (series: readonly SeriesSummary[]): SeriesSummary[] =>
  [...series].sort((a, b) => (a.anthology?.instalment ?? Infinity) - (b.anthology?.instalment ?? Infinity))

/** What to show large: the newest series said to have a wide picture, else the newest; lists may leave pictures out. */
export function featured(newest: readonly SeriesSummary[]): SeriesSummary | undefined {
  return newest.find((entry) => entry.artwork.fanart && entry.episode_count > 0) ?? newest[0]
}
