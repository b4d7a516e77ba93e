// The albums of the libraries, and what somebody changes about them. What is pressed is shown when the server has it.
import { ApiError, getJson } from '../api/client'
import { postJson, remove } from '../api/send'
import type { Album, AlbumList, SeriesReference } from '../api/types'
import { albumsUrl, albumTiesUrl, albumTieUrl } from '../api/urls'

const kPage = 100

const asFault = (cause: unknown): ApiError => (cause instanceof ApiError ? cause : new ApiError('server', 0, String(cause)))

export class Albums {
  rows = $state.raw<readonly Album[]>([])
  total = $state<number | undefined>(undefined)
  /** Why the next page did not come. */
  error = $state.raw<ApiError | undefined>(undefined)
  /** The album of the last change that was not taken. */
  failed = $state<Album['id'] | undefined>(undefined)
  private cursor = $state<string | undefined>(undefined)
  private busy = false
  private readonly stop = new AbortController()

  get isWhole(): boolean {
    return this.total !== undefined && this.cursor === undefined
  }

  async more(): Promise<void> {
    if (this.busy || this.isWhole) return
    this.busy = true
    this.error = undefined
    try {
      const page = await getJson<AlbumList>(albumsUrl({ limit: kPage, ...(this.cursor ? { cursor: this.cursor } : {}) }), this.stop.signal)
      this.rows = [...this.rows, ...page.albums]
      this.total = page.total
      this.cursor = page.next_cursor ?? undefined
    } catch (cause) {
      if (!this.stop.signal.aborted) this.error = asFault(cause)
    } finally {
      this.busy = false
    }
  }

  close(): void {
    this.stop.abort()
  }

  /** Whether the series has the album now. One that had it all the while has it as well. */
  async tie(album: Album, series: SeriesReference): Promise<boolean> {
    return this.change(album, async () => {
      try {
        this.put(await postJson<Album>(albumTiesUrl(album.id), { series: series.id }))
      } catch (cause) {
        if (asFault(cause).status !== 409) throw cause
        this.put({ ...album, tied: [...album.tied, { id: series.id, title: series.title }] })
      }
    })
  }

  /** Whether the series does not have it any more. */
  async untie(album: Album, series: SeriesReference): Promise<boolean> {
    return this.change(album, async () => {
      try {
        await remove(albumTieUrl(album.id, series.id))
      } catch (cause) {
        if (asFault(cause).status !== 404) throw cause
      }
      this.put({ ...album, tied: album.tied.filter((each) => each.id !== series.id) })
    })
  }

  private async change(album: Album, work: () => Promise<void>): Promise<boolean> {
    this.failed = undefined
    try {
      await work()
    } catch {
      this.failed = album.id
      return false
    }
    return true
  }

  private put(album: Album): void {
    this.rows = this.rows.map((each) => (each.id === album.id ? album : each))
  }
}
