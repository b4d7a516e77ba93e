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
  artwork: Artwork
  next: { id: Id; season: number; number: number; title: string } | null
}

export interface ProgressBook {
  all(): readonly Progress[]
  of(episodeId: Id): Progress | undefined
  keep(progress: Progress): void
  /** Answers how to take it back. */
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

function offer(progress: Progress): ContinueItem | undefined {
  const series = { seriesId: progress.seriesId, seriesTitle: progress.seriesTitle, artwork: progress.artwork }
  if (isFinished(progress)) {
    const { next } = progress
    return next ? { ...series, episodeId: next.id, season: next.season, number: next.number, title: next.title, share: 0, positionMs: 0, leftMs: 0 } : undefined
  }
  if (progress.positionMs < kWorthKeepingMs) return undefined
  return {
    ...series,
    episodeId: progress.episodeId,
    season: progress.season,
    number: progress.number,
    title: progress.title,
    share: shareWatched(progress),
    positionMs: progress.positionMs,
    leftMs: progress.durationMs - progress.positionMs,
  }
}

/** One item a series, the series watched last first; a finished episode gives way to the one after it. */
export function continueItems(all: readonly Progress[]): ContinueItem[] {
  const items: ContinueItem[] = []
  const seen = new Set<string>()
  for (const progress of [...all].sort((a, b) => b.updatedAt - a.updatedAt)) {
    if (seen.has(String(progress.seriesId))) continue
    seen.add(String(progress.seriesId))
    const item = offer(progress)
    if (item) items.push(item)
  }
  return items
}

export function linkOf(episode: EpisodeLink | null | undefined, season: number): Progress['next'] {
  if (!episode || episode.number == null) return null
  return { id: episode.id, season: episode.season ?? season, number: episode.number, title: episode.title ?? '' }
}
