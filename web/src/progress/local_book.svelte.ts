// The progress book of this browser, until accounts exist.
import type { Id } from '../api/types'
import { placeOf } from '../kept/catalogue'
import { KeptList } from '../kept/kept_list.svelte'
import { browserStorage } from '../kept/storage'
import type { Progress, ProgressBook } from './progress'

export const kKey = 'bonustrack.progress.1'
/** Enough for years of watching; the oldest go first. */
const kMostEntries = 500

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

  forgetSeries(seriesId: Id): () => void {
    const isOfSeries = (entry: Progress) => String(entry.seriesId) === String(seriesId)
    const forgotten = this.kept.all.filter(isOfSeries)
    this.kept.write(this.kept.all.filter((entry) => !isOfSeries(entry)))
    // What was watched meanwhile, in this tab or another, stays as it is.
    return () => {
      const back = forgotten.filter((entry) => this.of(entry.episodeId) === undefined)
      this.kept.write([...this.kept.all, ...back].sort((a, b) => b.updatedAt - a.updatedAt))
    }
  }
}

export const progressBook: ProgressBook = new LocalProgressBook(browserStorage())
