// Answers while somebody types: asked for after a short rest, the last question's answer wins, and the answer before it stays
// in sight until then.
import { ApiError, getJson, recall } from '../api/client'
import type { SearchResults } from '../api/types'
import { searchUrl } from '../api/urls'

export const kRestMs = 120
const kHitsAGroup = 12

export class LiveSearch {
  results = $state.raw<SearchResults | undefined>(undefined)
  /** What `results` answers. */
  answered = $state('')
  error = $state.raw<ApiError | undefined>(undefined)
  private asked = ''
  private timer: ReturnType<typeof setTimeout> | undefined
  private stop: AbortController | undefined

  /** `restMs`: how long to wait for the next key; 0 where nobody is typing. */
  ask(query: string, restMs = kRestMs): void {
    const wanted = query.trim()
    if (wanted === this.asked && !this.error) return
    this.asked = wanted
    clearTimeout(this.timer)
    this.stop?.abort()
    if (wanted === '') return this.show(wanted, undefined)
    const known = recall<SearchResults>(searchUrl(wanted, kHitsAGroup))
    if (known) this.show(wanted, known)
    this.timer = setTimeout(() => void this.fetch(wanted), known ? 0 : restMs)
  }

  retry(): void {
    const again = this.asked
    this.asked = ''
    this.ask(again, 0)
  }

  close(): void {
    clearTimeout(this.timer)
    this.stop?.abort()
  }

  private async fetch(query: string): Promise<void> {
    const stop = new AbortController()
    this.stop = stop
    try {
      const results = await getJson<SearchResults>(searchUrl(query, kHitsAGroup), stop.signal)
      if (!stop.signal.aborted) this.show(query, results)
    } catch (cause) {
      if (!stop.signal.aborted) this.error = cause instanceof ApiError ? cause : new ApiError('server', 0, String(cause))
    }
  }

  private show(query: string, results: SearchResults | undefined): void {
    this.results = results
    this.answered = query
    this.error = undefined
  }
}
