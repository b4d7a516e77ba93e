// What was searched for and led somewhere, newest first.
import { KeptList } from '../kept/kept_list.svelte'

const kMost = 8
const kLongest = 100

export const isSearch = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= kLongest

class RecentSearches {
  private readonly kept = new KeptList(() => 'bonustrack.searches.1', isSearch, kMost)

  get all(): readonly string[] {
    return this.kept.all
  }

  keep(query: string): void {
    const wanted = query.trim().slice(0, kLongest)
    if (wanted !== '') this.kept.write([wanted, ...this.all.filter((entry) => entry !== wanted)])
  }

  /** Answers how to take it back. */
  forget(query: string): () => void {
    return this.kept.take((entry) => entry === query)
  }
}

export const recentSearches = new RecentSearches()
