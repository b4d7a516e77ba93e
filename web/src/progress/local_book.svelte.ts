// The progress book of this browser, until accounts exist.
import type { Id } from '../api/types'
import { placeOf } from '../kept/catalogue'
import { KeptList } from '../kept/kept_list.svelte'
import { browserStorage } from '../kept/storage'
import type { Progress, ProgressBook } from './progress'

export const kKey = 'bonustrack.progress.1'
/** Enough for years of watching, and for whole series that are only said to be watched; the oldest go first. */
const kMostEntries = 2_000

export function isProgress(value: unknown): value is Progress {
  const entry = value as Partial<Progress> | null
  return (
    typeof entry === 'object' && entry !== null && entry.episodeId !== undefined && entry.seriesId !== undefined &&
    typeof entry.positionMs === 'number' && typeof entry.durationMs === 'number' && typeof entry.updatedAt === 'number'
  )
}

export class LocalProgressBook implements ProgressBook {
  private readonly kept: KeptList<Progress>

  constructor(storage: Storage | undefined) {
    this.kept = new KeptList(() => placeOf(kKey), isProgress, kMostEntries, storage)
  }

  all(): readonly Progress[] {
    return this.kept.all
  }

  of(episodeId: Id): Progress | undefined {
    return this.kept.all.find((entry) => String(entry.episodeId) === String(episodeId))
  }

  keep(progress: Progress): void {
    this.kept.write([progress, ...this.kept.all.filter((entry) => String(entry.episodeId) !== String(progress.episodeId))])
  }

  mark(entries: readonly Progress[]): () => void {
    return this.change(entries.map((entry) => entry.episodeId), entries)
  }

  forget(episodeIds: readonly Id[]): () => void {
    return this.change(episodeIds)
  }

  forgetSeries(seriesId: Id): () => void {
    return this.change(this.kept.all.filter((entry) => String(entry.seriesId) === String(seriesId)).map((entry) => entry.episodeId))
  }

  /** What is kept of these episodes gives way to `entries`. */
  private change(episodeIds: readonly Id[], entries: readonly Progress[] = []): () => void {
    const ids = new Set(episodeIds.map(String))
    const before = this.kept.all.filter((entry) => ids.has(String(entry.episodeId)))
    this.write([...entries, ...this.kept.all.filter((entry) => !before.includes(entry))])
    // What was watched meanwhile, in this tab or another, stays as it is.
    return () => {
      const isOurs = (kept: Progress): boolean => entries.some((entry) => String(entry.episodeId) === String(kept.episodeId) && entry.updatedAt === kept.updatedAt)
      const now = this.kept.all.filter((entry) => !isOurs(entry))
      const watched = new Set(now.map((entry) => String(entry.episodeId)))
      this.write([...now, ...before.filter((entry) => !watched.has(String(entry.episodeId)))])
    }
  }

  private write(entries: Progress[]): void {
    this.kept.write(entries.sort((a, b) => b.updatedAt - a.updatedAt))
  }
}

export const progressBook: ProgressBook = new LocalProgressBook(browserStorage())
