// One answer of the API as reactive state: the remembered answer at once, the fresh one when it comes.
import { untrack } from 'svelte'
import { ApiError, getJson, recall } from './client'

export class Resource<T> {
  data = $state.raw<T | undefined>(undefined)
  error = $state.raw<ApiError | undefined>(undefined)
  private generation = $state(0)

  /** `url` is read reactively; undefined asks for nothing. Must be made while a component is being set up. */
  constructor(url: () => string | undefined) {
    // At once, not after the first drawing: a page one comes back to must stand as it stood before it is scrolled.
    const first = untrack(url)
    if (first !== undefined) this.data = recall<T>(first)
    $effect(() => {
      const address = url()
      void this.generation
      if (address === undefined) return
      const stop = new AbortController()
      this.data = recall<T>(address)
      this.error = undefined
      getJson<T>(address, stop.signal).then(
        (value) => {
          if (stop.signal.aborted) return
          this.data = value
          this.error = undefined
        },
        (cause: unknown) => {
          if (!stop.signal.aborted) this.error = cause instanceof ApiError ? cause : new ApiError('server', 0, String(cause))
        },
      )
      return () => stop.abort()
    })
  }

  reload(): void {
    // An effect that asks again must not do so whenever something is asked again.
    untrack(() => (this.generation += 1))
  }
}
