// What the libraries hold and nobody can use, with the reasons; page after page.
import { ApiError, getJson } from '../api/client'
import type { Problem, ProblemList } from '../api/types'
import { problemsUrl } from '../api/urls'

const kPage = 100

export class Problems {
  rows = $state.raw<readonly Problem[]>([])
  total = $state<number | undefined>(undefined)
  /** Why the next page did not come. */
  error = $state.raw<ApiError | undefined>(undefined)
  private cursor: string | undefined
  private busy = false
  private readonly stop = new AbortController()

  get isWhole(): boolean {
    return this.total !== undefined && this.rows.length >= this.total
  }

  /** From the beginning: a scan may have found others. What is shown stays until the answer is there. */
  async renew(): Promise<void> {
    this.cursor = undefined
    await this.ask([])
  }

  async more(): Promise<void> {
    if (!this.isWhole) await this.ask(this.rows)
  }

  close(): void {
    this.stop.abort()
  }

  private async ask(before: readonly Problem[]): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.error = undefined
    try {
      const page = await getJson<ProblemList>(problemsUrl({ limit: kPage, ...(this.cursor ? { cursor: this.cursor } : {}) }), this.stop.signal)
      this.rows = [...before, ...page.problems]
      this.total = page.total
      this.cursor = page.next_cursor ?? undefined
    } catch (cause) {
      if (!this.stop.signal.aborted) this.error = cause instanceof ApiError ? cause : new ApiError('server', 0, String(cause))
    } finally {
      this.busy = false
    }
  }
}
