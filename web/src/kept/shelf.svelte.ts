// What a viewer put aside, each once and the last first; kept in this browser until accounts exist.
import type { Id } from '../api/types'
import { placeOf } from './catalogue'
import { KeptList } from './kept_list.svelte'

export interface Shelf<Entry extends { readonly id: Id }> {
  all(): readonly Entry[]
  has(id: Id): boolean
  add(entry: Entry): void
  /** Answers how to take it back. */
  remove(id: Id): () => void
}

export class LocalShelf<Entry extends { readonly id: Id }> implements Shelf<Entry> {
  private readonly kept: KeptList<Entry>

  constructor(
    key: string,
    isOurs: (value: unknown) => value is Entry,
    /** Of all that is known of an entry, what its card shows: a row stands before the server has answered. */
    private readonly asKept: (entry: Entry) => Entry,
    most: number,
    storage?: Storage,
  ) {
    this.kept = new KeptList(() => placeOf(key), isOurs, most, storage)
  }

  all(): readonly Entry[] {
    return this.kept.all
  }

  has(id: Id): boolean {
    return this.kept.all.some((entry) => String(entry.id) === String(id))
  }

  add(entry: Entry): void {
    this.kept.write([this.asKept(entry), ...this.without(entry.id)])
  }

  remove(id: Id): () => void {
    return this.kept.take((entry) => String(entry.id) === String(id))
  }

  private without(id: Id): Entry[] {
    return this.kept.all.filter((entry) => String(entry.id) !== String(id))
  }
}
