// Back closes the top of what lies over the picture before it leaves: while something is open, an entry of the history stands for each.
import { router } from '../../router/router.svelte'

export class Layers {
  private open = 0
  /** Of our own steps back, which nobody else is to hear of. */
  private after: (() => void)[] = []

  /** `close`: the top of them. */
  constructor(close: () => void, signal: AbortSignal) {
    // Before the router, which would take it for a turn of the page.
    addEventListener(
      'popstate',
      (event) => {
        const then = this.after.shift()
        if (!then && this.open === 0) return
        event.stopImmediatePropagation()
        if (then) return then()
        this.open -= 1
        close()
      },
      { capture: true, signal },
    )
    // A link leads on from the page itself; the way back asks for release by itself.
    document.addEventListener(
      'click',
      (event) => {
        const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a:not(.back)')
        if (this.open === 0 || !link || link.target || link.origin !== location.origin || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        this.release(() => router.go(link.pathname + link.search))
      },
      { capture: true, signal },
    )
  }

  show(count: number): void {
    for (; this.open < count; this.open += 1) history.pushState(history.state, '')
    this.drop(this.open - count, () => undefined)
  }

  /** Then nothing of them is left in the history, and the page may turn. */
  release(then: () => void): void {
    if (this.open === 0) then()
    else this.drop(this.open, then)
  }

  private drop(count: number, then: () => void): void {
    if (count === 0) return
    this.open -= count
    this.after.push(then)
    history.go(-count)
  }
}
