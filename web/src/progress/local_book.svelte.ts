// The progress book of this browser, until accounts exist. Other tabs' writes are seen.
import type { Id } from '../api/types'
import type { Progress, ProgressBook } from './progress'

const kStorageKey = 'bonustrack.progress.1'
/** Enough for years of watching; the oldest go first. */
const kMostEntries = 500

function isProgress(value: unknown): value is Progress {
  const entry = value as Partial<Progress> | null
  return (
    typeof entry === 'object' && entry !== null && entry.episodeId !== undefined && entry.seriesId !== undefined &&
    typeof entry.positionMs === 'number' && typeof entry.durationMs === 'number' && typeof entry.updatedAt === 'number'
  )
}

/** What the storage holds, without whatever is not ours. */
export function parseEntries(text: string | null): Progress[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isProgress) : []
  } catch {
    return []
  }
}

export class LocalProgressBook implements ProgressBook {
  private entries = $state.raw<Progress[]>([])

  constructor(private readonly storage: Storage | undefined) {
    this.read()
    if (typeof addEventListener === 'function') {
      addEventListener('storage', (event) => {
        if (event.key === kStorageKey) this.read()
      })
    }
  }

  all(): readonly Progress[] {
    return this.entries
  }

  of(episodeId: Id): Progress | undefined {
    return this.entries.find((entry) => String(entry.episodeId) === String(episodeId))
  }

  keep(progress: Progress): void {
    const others = this.entries.filter((entry) => String(entry.episodeId) !== String(progress.episodeId))
    this.write([progress, ...others].slice(0, kMostEntries))
  }

  forgetSeries(seriesId: Id): void {
    this.write(this.entries.filter((entry) => String(entry.seriesId) !== String(seriesId)))
  }

  private read(): void {
    this.entries = parseEntries(this.storage?.getItem(kStorageKey) ?? null)
  }

  private write(entries: Progress[]): void {
    this.entries = entries
    try {
      this.storage?.setItem(kStorageKey, JSON.stringify(entries))
    } catch {
      // Full or blocked: the places last for this visit.
    }
  }
}

function browserStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

export const progressBook: ProgressBook = new LocalProgressBook(browserStorage())
