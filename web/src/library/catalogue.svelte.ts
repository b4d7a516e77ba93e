// The library's series in one order, as a long list of which only what is looked at is fetched.
import { ApiError, getJson } from '../api/client'
import type { LetterList, SeriesList, SeriesSummary } from '../api/types'
import { lettersUrl, seriesListUrl, type SeriesQuery } from '../api/urls'

const kPage = 60
/** What the server gives at most: for crossing stretches that have no cursor of their own. */
const kLargestPage = 500

export interface Letter {
  letter: string
  /** Place of its first title. */
  first: number
}

/** A place in the list from which it can be read. */
interface Anchor {
  index: number
  cursor: string | undefined
}

export class Catalogue {
  total = $state<number | undefined>(undefined)
  error = $state.raw<ApiError | undefined>(undefined)
  /** Undefined until they are known, or known to be of no use. */
  letters = $state.raw<readonly Letter[] | undefined>(undefined)
  /** Rises with every page: `at` has more to say. */
  private loaded = $state(0)
  private readonly rows: SeriesSummary[] = []
  private readonly anchors: Anchor[] = [{ index: 0, cursor: undefined }]
  private wanted: readonly [number, number] = [0, kPage]
  private running = false
  private readonly stop = new AbortController()

  constructor(readonly query: SeriesQuery) {
    void this.run()
    if ((query.sort ?? 'title') === 'title') void this.readLetters()
    else this.letters = []
  }

  /** The title at a place; undefined until it has been fetched. */
  at(index: number): SeriesSummary | undefined {
    void this.loaded
    return this.rows[index]
  }

  /** Places from `from` up to `to` are in sight. */
  want(from: number, to: number): void {
    this.wanted = [from, to]
    if (!this.error) void this.run()
  }

  retry(): void {
    this.error = undefined
    void this.run()
    if (!this.letters?.length && (this.query.sort ?? 'title') === 'title') void this.readLetters()
  }

  close(): void {
    this.stop.abort()
  }

  private missing(): number | undefined {
    const [from, to] = this.wanted
    const end = Math.min(to, this.total ?? to)
    for (let index = Math.max(0, from); index < end; index += 1) {
      if (!this.rows[index]) return index
    }
    return undefined
  }

  private async run(): Promise<void> {
    if (this.running) return
    this.running = true
    try {
      for (let index = this.missing(); index !== undefined || this.total === undefined; index = this.missing()) {
        if (!(await this.readFrom(this.anchorBefore(index ?? 0), index ?? 0))) break
      }
    } catch (cause) {
      if (!this.stop.signal.aborted) this.error = cause instanceof ApiError ? cause : new ApiError('server', 0, String(cause))
    } finally {
      this.running = false
    }
  }

  private anchorBefore(index: number): Anchor {
    return this.anchors.findLast((anchor) => anchor.index <= index) ?? { index: 0, cursor: undefined }
  }

  /** False when the list ends there: it has become shorter than it was. */
  private async readFrom(anchor: Anchor, index: number): Promise<boolean> {
    const limit = index - anchor.index < kPage ? kPage : kLargestPage
    const list = await getJson<SeriesList>(seriesListUrl({ ...this.query, limit, ...(anchor.cursor ? { cursor: anchor.cursor } : {}) }), this.stop.signal)
    this.total = list.total
    list.series.forEach((series, offset) => (this.rows[anchor.index + offset] = series))
    if (list.next_cursor) this.add({ index: anchor.index + list.series.length, cursor: list.next_cursor })
    else this.total = anchor.index + list.series.length
    this.loaded += 1
    return list.series.length > 0
  }

  private add(anchor: Anchor): void {
    const at = this.anchors.findLastIndex((known) => known.index <= anchor.index)
    if (this.anchors[at]?.index !== anchor.index) this.anchors.splice(at + 1, 0, anchor)
  }

  /** A favour: without letters the list is there all the same. */
  private async readLetters(): Promise<void> {
    try {
      const { letters } = await getJson<LetterList>(lettersUrl(this.query), this.stop.signal)
      let first = 0
      this.letters = letters.map(({ letter, series, cursor }) => {
        if (cursor) this.add({ index: first, cursor })
        first += series
        return { letter, first: first - series }
      })
    } catch {
      this.letters = []
    }
  }
}

const kKept = 3
const kept = new Map<string, Catalogue>()

/** The same list again as long as it is remembered, so that Back finds everything in its place. */
export function catalogueOf(query: SeriesQuery, generation: number): Catalogue {
  const key = `${generation} ${seriesListUrl(query)}`
  const known = kept.get(key)
  kept.delete(key)
  const catalogue = known && !known.error ? known : new Catalogue(query)
  kept.set(key, catalogue)
  const [oldest, old] = [...kept][0] ?? []
  if (kept.size > kKept && oldest !== undefined) {
    old?.close()
    kept.delete(oldest)
  }
  return catalogue
}
