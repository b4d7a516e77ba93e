// Which rows the home page draws. Empty rows are never drawn.
import type { SeriesSummary } from '../api/types'

export interface AnthologyRow {
  name: string
  series: SeriesSummary[]
}

/** Anthologies with at least two instalments in the library, each in the order of its instalments. */
export function anthologyRows(series: readonly SeriesSummary[]): AnthologyRow[] {
  const rows = new Map<string, SeriesSummary[]>()
  for (const entry of series) {
    if (!entry.anthology) continue
    rows.set(entry.anthology.name, [...(rows.get(entry.anthology.name) ?? []), entry])
  }
  return [...rows]
    .filter(([, instalments]) => instalments.length > 1)
    .map(([name, instalments]) => ({
      name,
      series: instalments.sort((a, b) => (a.anthology?.instalment ?? 0) - (b.anthology?.instalment ?? 0)),
    }))
}

/** What to show large: the newest series said to have a wide picture, else the newest; lists may leave pictures out. */
export function featured(newest: readonly SeriesSummary[]): SeriesSummary | undefined {
  return newest.find((entry) => entry.artwork.fanart && entry.episode_count > 0) ?? newest[0]
}
