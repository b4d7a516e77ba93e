// The library's series, page after page, in the chosen order.
import { ApiError, getJson } from '../api/client'
import type { SeriesList, SeriesSummary } from '../api/types'
import { seriesListUrl, type SeriesSort } from '../api/urls'

const kPage = 60

export class Catalogue {
  series = $state.raw<SeriesSummary[]>([])
  total = $state<number | undefined>(undefined)
  error = $state.raw<ApiError | undefined>(undefined)
  loading = $state(false)
  private cursor: string | undefined
  private stop: AbortController | undefined

  constructor(readonly sort: SeriesSort) {
    void this.more()
  }

  get complete(): boolean {
    return this.total !== undefined && this.cursor === undefined
  }

  async more(): Promise<void> {
    if (this.loading || this.complete) return
    this.loading = true
    this.error = undefined
    this.stop = new AbortController()
    try {
      const options = { sort: this.sort, limit: kPage, ...(this.cursor ? { cursor: this.cursor } : {}) }
      const list = await getJson<SeriesList>(seriesListUrl(options), this.stop.signal)
      // A series that moved between two pages is listed once.
      const known = new Set(this.series.map((entry) => String(entry.id)))
      this.series = [...this.series, ...list.series.filter((entry) => !known.has(String(entry.id)))]
      this.total = list.total
      this.cursor = list.next_cursor ?? undefined
    } catch (cause) {
      if (!this.stop.signal.aborted) this.error = cause instanceof ApiError ? cause : new ApiError('server', 0, String(cause))
    } finally {
      this.loading = false
    }
  }

  close(): void {
    this.stop?.abort()
  }
}
