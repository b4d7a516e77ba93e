// How far a viewer has come in each episode: plain values and the rules over them.
import type { Artwork, EpisodeLink, Id } from '../api/types'

/** The last minutes are credits: who has come that far has seen the episode. */
const kFinishedShare = 0.95
/** An accidental press is not worth a place in "continue watching". */
const kWorthKeepingMs = 15_000
/** Going on starts a little before the place one left. */
const kRunUpMs = 3_000

export interface Progress {
  episodeId: Id
  seriesId: Id
  seriesTitle: string
  season: number
  number: number
  title: string
  positionMs: number
  durationMs: number
  /** The furthest place ever come to. */
  reachedMs?: number
  /** Milliseconds since 1970. */
  updatedAt: number
  /** Said to be watched, not played to its end here. */
  marked?: true
  artwork: Artwork
  next: { id: Id; season: number; number: number; title: string; artwork?: Artwork } | null
}

export interface ProgressBook {
  all(): readonly Progress[]
  of(episodeId: Id): Progress | undefined
  keep(progress: Progress): void
  /** In place of what is kept of the same episodes. Answers how to take it back, as do those below. */
  mark(entries: readonly Progress[]): () => void
  forget(episodeIds: readonly Id[]): () => void
  forgetSeries(seriesId: Id): () => void
}

export const isFinished = (progress: Progress): boolean =>
  progress.durationMs > 0 && progress.positionMs >= progress.durationMs * kFinishedShare

export const shareWatched = (progress: Progress): number =>
  progress.durationMs > 0 ? Math.min(1, progress.positionMs / progress.durationMs) : 0

/** Where playing starts: the kept place, or the beginning when there is none worth going back to. */
export function resumePositionMs(progress: Progress | undefined): number {
  if (!progress || isFinished(progress) || progress.positionMs < kWorthKeepingMs) return 0
  return progress.positionMs - kRunUpMs
}

/** What "continue watching" offers for a series. */
export interface ContinueItem {
  episodeId: Id
  seriesId: Id
  seriesTitle: string
  season: number
  number: number
  title: string
  artwork: Artwork
  /** Zero when the episode is the next one, not yet begun. */
  share: number
  positionMs: number
  leftMs: number
}

/** Somebody watches it, or has. */
export const isWorth = (progress: Progress): boolean => isFinished(progress) || progress.positionMs >= kWorthKeepingMs

/**
 * What follows a finished episode: past what has been watched as well, up to where one is; who has seen all that follows watches it again, but
 * for one who has only said so. Undefined: nothing does.
 */
function after(finished: Progress, of: (id: Id) => Progress | undefined): ContinueItem | undefined {
  const { next: first } = finished
  const passed = new Set<Id>()
  for (let next = first; next && !passed.has(next.id); ) {
    passed.add(next.id)
    const place = of(next.id)
    if (!place || !isFinished(place)) return place && isWorth(place) ? begun(place) : upNext(finished, next)
    next = place.next
  }
  return first && !finished.marked ? upNext(finished, first) : undefined
}

/** Its own picture, else one of the series: never that of the episode before it. */
const upNext = ({ seriesId, seriesTitle, artwork: { thumb, ...series } }: Progress, { id, artwork, ...next }: NonNullable<Progress['next']>): ContinueItem => ({ seriesId, seriesTitle, artwork: { ...series, ...artwork }, episodeId: id, ...next, share: 0, positionMs: 0, leftMs: 0 })

const begun = (progress: Progress): ContinueItem => ({ ...progress, share: shareWatched(progress), leftMs: progress.durationMs - progress.positionMs })

/**
 * One item a series, the series watched last first; a finished episode gives way to the one after it. An episode hardly begun, as the next one
 * that began by itself, changes nothing.
 */
export function continueItems(all: readonly Progress[]): ContinueItem[] {
  const items: ContinueItem[] = []
  const seen = new Set<string>()
  const places = new Map(all.map((entry) => [String(entry.episodeId), entry]))
  for (const progress of [...all].sort((a, b) => b.updatedAt - a.updatedAt)) {
    const series = String(progress.seriesId)
    if (seen.has(series) || !isWorth(progress)) continue
    seen.add(series)
    const item = isFinished(progress) ? after(progress, (id) => places.get(String(id))) : begun(progress)
    if (item) items.push(item)
  }
  return items
}

export function linkOf(episode: EpisodeLink | null | undefined, season: number): Progress['next'] {
  if (!episode || episode.number == null) return null
  return { id: episode.id, season: episode.season ?? season, number: episode.number, title: episode.title ?? '', artwork: episode.artwork ?? {} }
}
