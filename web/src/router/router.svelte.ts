// Moves between pages with the history API, keeps each page's scroll position, and says when a heading should take focus.
import { tick } from 'svelte'
import { matchRoute, type Route } from './routes'
import { leaveFrom, turn } from './transition'

interface Entry {
  /** How many of our own pages lie behind this one. */
  depth: number
  scroll: number
}

function entryOf(state: unknown): Entry {
  const entry = state as Partial<Entry> | null
  return { depth: entry?.depth ?? 0, scroll: entry?.scroll ?? 0 }
}

const here = (): string => location.pathname + location.search

let moves = 0

class Router {
  /** Path and query. */
  address = $state(typeof location === 'undefined' ? '/' : here())
  route: Route = $derived(matchRoute(this.address))
  /** Set by a move, taken by the new page's heading. */
  private headingTakesFocus = false
  private wantedScroll: number | undefined

  start(): void {
    history.scrollRestoration = 'manual'
    history.replaceState({ ...entryOf(history.state) }, '')
    // At once, as it stood: browsers have a motion of their own for Back, and a key or a gesture is waiting.
    addEventListener('popstate', (event) => void this.show(here(), entryOf(event.state).scroll, { turns: false }))
    document.addEventListener('click', (event) => this.follow(event))
    addEventListener('pagehide', () => this.keepScroll())
  }

  /** `focus: false` leaves it where it is: somebody is typing. */
  go(path: string, options: { replace?: boolean; focus?: boolean } = {}): void {
    this.keepScroll()
    const depth = entryOf(history.state).depth + (options.replace ? 0 : 1)
    history[options.replace ? 'replaceState' : 'pushState']({ depth, scroll: 0 } satisfies Entry, '', path)
    void this.show(path, 0, options)
  }

  /** The same page at another address, as while typing a search: nothing moves, and Back skips what was before. */
  amend(address: string): void {
    history.replaceState(history.state, '', address)
    this.address = address
  }

  /** Back if the page behind is ours, else to `otherwise`. */
  leave(otherwise: string): void {
    if (entryOf(history.state).depth > 0) history.back()
    else this.go(otherwise, { replace: true })
  }

  /** One comes back to a place further down: it must be drawn before it can be scrolled to. */
  get returns(): boolean {
    return !!this.wantedScroll
  }

  /** Whether the heading that has just appeared should take focus; true once a move. */
  claimFocus(): boolean {
    const claimed = this.headingTakesFocus
    this.headingTakesFocus = false
    return claimed
  }

  /** A page whose content is in place calls this: only now is it tall enough to scroll back to where it was. */
  settle(): void {
    if (this.wantedScroll === undefined) return
    scrollTo(0, this.wantedScroll)
    this.wantedScroll = undefined
  }

  private keepScroll(): void {
    history.replaceState({ ...entryOf(history.state), scroll: scrollY }, '')
  }

  private async show(path: string, scroll: number, { focus: takesFocus = true, turns = true }: { focus?: boolean; turns?: boolean } = {}): Promise<void> {
    const move = ++moves
    const change = async (): Promise<void> => {
      // Back may be faster than a picture is ready to grow: then the page is where it was, and its place as well.
      if (move !== moves) return
      const stays = this.address === path
      this.address = path
      this.headingTakesFocus = takesFocus
      this.wantedScroll = scroll
      await tick()
      if (!scroll || stays) this.settle()
    }
    // The player starts at once: no animation may stand between the press and the first frame.
    if (!takesFocus || !turns || matchRoute(path).page === 'watch') return change()
    return turn(change)
  }

  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element | null)?.closest('a')
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin || link.hash) return
    if (/^\/(api|media)\//.test(link.pathname)) return
    event.preventDefault()
    leaveFrom(link, event.detail > 0)
    this.go(link.pathname + link.search)
  }
}

export const router = new Router()
