// Five buttons for everything: arrows move focus by what is seen, OK presses, Back closes what is on top, then leaves the page.
// Fetched on televisions alone.
import { router } from '../router/router.svelte'
import { homePath } from '../router/routes'
import { ahead, type Box, type Direction, type Place } from './geometry'
import './tv.css'

const directions: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const backKeys = ['GoBack', 'BrowserBack', 'XF86Back']
/** webOS and Tizen name their Back button by number alone. */
const backCodes = [461, 10_009]
const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex="0"]'

/** What of a row had focus last: coming back to it goes there. */
const remembered = new WeakMap<Element, HTMLElement>()

const isDrawn = (element: HTMLElement): boolean => element.checkVisibility?.({ checkVisibilityCSS: true, checkOpacity: true }) ?? element.offsetParent !== null

function placesIn(scope: ParentNode, but: Element | null): Place<HTMLElement>[] {
  return [...scope.querySelectorAll<HTMLElement>(focusable)]
    .filter((element) => element !== but && element.tabIndex >= 0 && !element.closest('[inert]') && !element.matches('a[href="#main"]'))
    .map((of) => ({ of, box: of.getBoundingClientRect() }))
    .filter(({ of, box }) => box.width > 0 && box.height > 0 && (of.matches('input') || isDrawn(of)))
}

/** The row of cards it stands in: whatever scrolls sideways. */
function rowOf(element: Element): Element | undefined {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(at).overflowX)) return at
  }
  return undefined
}

function focus(element: HTMLElement): void {
  element.focus({ preventScroll: true, focusVisible: true } as FocusOptions)
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: still ? 'auto' : 'smooth' })
  const row = rowOf(element)
  if (row) remembered.set(row, element)
}

/** Another row's card that had focus last, where it is still there. */
function backIn(row: Element | undefined, from: Element | null): HTMLElement | undefined {
  const last = row && !row.contains(from) ? remembered.get(row) : undefined
  return last?.isConnected ? last : undefined
}

/** Where to look, in turn. The bars stay where they are while the page scrolls beneath them: what lies under one is not beside it. */
function scopes(active: Element | null, direction: Direction): ParentNode[] {
  const sheet = [...document.querySelectorAll('dialog[open]')].at(-1)
  if (sheet) return [sheet]
  const main = document.querySelector('main')
  if (!main) return [document]
  const music = document.querySelector('section.music')
  if (music?.contains(active)) return direction === 'up' ? [music, main] : [music]
  if (!active || main.contains(active)) {
    if (direction === 'up') return [main, document]
    // What plays lies below the end of the page, as the tabs do on a phone: not below whatever is above it while the page goes on.
    return music && direction === 'down' && scrollY + innerHeight >= document.documentElement.scrollHeight - 1 ? [main, music] : [main]
  }
  return direction === 'down' ? [main] : [active.closest('header') ?? active.closest('nav') ?? document]
}

/** Below the seek bar, which is as wide as all of them, the first button is the one that is wanted most. */
function startOf({ left, right, top, bottom }: Box, active: Element | null, direction: Direction): Box {
  return { left, right: direction === 'down' && active?.matches('[role=slider]') ? left + 1 : right, top, bottom }
}

function move(direction: Direction): boolean {
  const active = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null
  // From nowhere, the page is entered at its upper left corner.
  const from = startOf(active?.getBoundingClientRect() ?? { left: 0, right: 1, top: 0, bottom: 0 }, active, direction)
  for (const scope of scopes(active, direction)) {
    const found = ahead(from, placesIn(scope, active), active ? direction : 'down')
    if (!found) continue
    const isAcross = direction === 'up' || direction === 'down'
    focus((isAcross ? backIn(rowOf(found), active) : undefined) ?? found)
    return true
  }
  return false
}

/** Nothing more is drawn that way, but there is more of the page: a grid draws what is in sight. */
function scrollOn(direction: Direction): void {
  if (document.querySelector('dialog[open]')) return
  const before = scrollY
  if (direction === 'down' || direction === 'up') scrollBy(0, (direction === 'down' ? 0.7 : -0.7) * innerHeight)
  if (scrollY !== before) requestAnimationFrame(() => requestAnimationFrame(() => move(direction)))
}

/** Keys that belong to what has focus. */
function isKept(target: Element | null, direction: Direction): boolean {
  const isAcross = direction === 'up' || direction === 'down'
  if (target?.matches('[role=slider], input[type=range]')) return !isAcross
  // Within a text they move the caret; from its ends they lead on.
  if (target instanceof HTMLInputElement && /text|search/.test(target.type)) return !isAcross && target.selectionEnd !== (direction === 'left' ? 0 : target.value.length)
  if (target?.matches('select')) return isAcross
  return false
}

function back(): void {
  const sheet = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1)
  if (sheet) sheet.close()
  else if (router.route.page === 'watch') dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape' }))
  else router.leave(homePath)
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return
  const target = document.activeElement
  const isTyping = target instanceof HTMLInputElement && /text|search/.test(target.type)
  if (backKeys.includes(event.key) || backCodes.includes(event.keyCode) || (event.key === 'Backspace' && !isTyping)) {
    event.preventDefault()
    event.stopPropagation()
    return back()
  }
  // OK chooses: a radio would only be chosen by the arrows, which move on here.
  if (event.key === 'Enter' && target instanceof HTMLInputElement && /radio|checkbox/.test(target.type)) {
    event.preventDefault()
    return target.click()
  }
  const direction = directions[event.key]
  if (!direction || isKept(target, direction)) return
  const isWatching = router.route.page === 'watch' && !document.querySelector('dialog[open]')
  const isOnControl = target?.matches(focusable) ?? false
  // Beside the picture, left and right are the player's: they seek.
  if (isWatching && !isOnControl && (direction === 'left' || direction === 'right')) return
  event.preventDefault()
  // The player hears of it and shows its controls; what is not drawn cannot take focus.
  if (isWatching) return void requestAnimationFrame(() => move(direction))
  event.stopPropagation()
  if (!move(direction)) scrollOn(direction)
}

addEventListener('keydown', press, { capture: true })
