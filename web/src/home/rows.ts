// Which rows the home page draws, and in which order their cards stand. Empty rows are never drawn.
import type { Filters, SeriesSummary } from '../api/types'
import { seriesListUrl } from '../api/urls'

/** Rows make a page; more are a list nobody reads. */
export const kMostRows = 8
/** Cards in a row. */
export const kRowLength = 24
/** What the page stands on. */
export const newestUrl = seriesListUrl({ sort: 'added', limit: kRowLength })
/** How many of a kind. */
const kAnthologies = 2
const kGenres = 3
/** A row of fewer is no choice. */
const kFewest = 2

/**
 * Anthologies with at least two instalments in the library, and the commonest genres, as many as there is room for. One of all
 * `total` series would say again what is recently added.
 */
export function rowNames(filters: Pick<Filters, 'anthologies' | 'genres'>, total: number, room: number): { anthologies: string[]; genres: string[] } {
  const names = (counts: Filters['genres'], most: number): string[] => counts.filter(({ series }) => series >= kFewest && series < total).slice(0, Math.max(0, most)).map(({ name }) => name)
  const anthologies = names(filters.anthologies, Math.min(kAnthologies, room))
  return { anthologies, genres: names(filters.genres, Math.min(kGenres, room - anthologies.length)) }
}

/** In the order of their instalments; those without a number last. */
export const byInstalment = (series: readonly SeriesSummary[]): SeriesSummary[] =>
  [...series].sort((a, b) => (a.anthology?.instalment ?? Infinity) - (b.anthology?.instalment ?? Infinity))

/** What to show large: the newest series said to have a wide picture, else the newest; lists may leave pictures out. */
export function featured(newest: readonly SeriesSummary[]): SeriesSummary | undefined {
  return newest.find((entry) => entry.artwork.fanart && entry.episode_count > 0) ?? newest[0]
}

/** The answer in the order that is in sight: what is new goes to the end, so that nothing moves under the pointer. */
export function keepOrder<Item extends { id: unknown }>(shown: readonly Item[], now: readonly Item[]): Item[] {
  const found = new Map(now.map((item) => [item.id, item]))
  const kept = shown.flatMap((item) => found.get(item.id) ?? [])
  const known = new Set(kept.map((item) => item.id))
  return [...kept, ...now.filter((item) => !known.has(item.id))]
}
