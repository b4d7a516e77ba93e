// What was searched for and led somewhere, newest first.
const kStorageKey = 'bonustrack.searches.1'
const kMost = 8
const kLongest = 100

/** What the storage holds, without whatever is not ours. */
export function parseSearches(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string' && entry !== '' && entry.length <= kLongest).slice(0, kMost) : []
  } catch {
    return []
  }
}

class RecentSearches {
  all = $state.raw<readonly string[]>(read())

  keep(query: string): void {
    const wanted = query.trim().slice(0, kLongest)
    if (wanted !== '') this.write([wanted, ...this.all.filter((entry) => entry !== wanted)].slice(0, kMost))
  }

  forget(query: string): void {
    this.write(this.all.filter((entry) => entry !== query))
  }

  private write(all: readonly string[]): void {
    this.all = all
    try {
      localStorage.setItem(kStorageKey, JSON.stringify(all))
    } catch {
      // Full or blocked: they last for this visit.
    }
  }
}

function read(): string[] {
  try {
    return parseSearches(localStorage.getItem(kStorageKey))
  } catch {
    return []
  }
}

export const recentSearches = new RecentSearches()
