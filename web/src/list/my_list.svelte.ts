// The series a viewer put aside to watch, the last one first; kept in this browser until accounts exist.
import type { Id, SeriesSummary } from '../api/types'
import { KeptList } from '../kept/kept_list.svelte'

/** As a card shows it: the row stands before the server has answered. */
export type Listed = Pick<SeriesSummary, 'id' | 'title' | 'year' | 'artwork' | 'episode_count'>

export interface MyList {
  all(): readonly Listed[]
  has(id: Id): boolean
  add(series: Listed): void
  /** Answers how to take it back. */
  remove(id: Id): () => void
}

const kMost = 200

export function isListed(value: unknown): value is Listed {
  const entry = value as Partial<Listed> | null
  return typeof entry === 'object' && entry !== null && entry.id !== undefined && typeof entry.title === 'string' && typeof entry.artwork === 'object' && entry.artwork !== null
}

export class LocalList implements MyList {
  private readonly kept: KeptList<Listed>

  constructor(storage?: Storage) {
    this.kept = new KeptList('bonustrack.list.1', isListed, kMost, storage)
  }

  all(): readonly Listed[] {
    return this.kept.all
  }

  has(id: Id): boolean {
    return this.kept.all.some((entry) => String(entry.id) === String(id))
  }

  add({ id, title, year, artwork, episode_count }: Listed): void {
    const { poster } = artwork
    const entry = { id, title, ...(year === undefined ? {} : { year }), artwork: poster ? { poster } : {}, episode_count }
    this.kept.write([entry, ...this.kept.all.filter((other) => String(other.id) !== String(id))])
  }

  remove(id: Id): () => void {
    const before = this.kept.all
    this.kept.write(before.filter((entry) => String(entry.id) !== String(id)))
    return () => this.kept.write(before)
  }
}

export const myList: MyList = new LocalList()
