// One page turns into the next. A picture that is pressed grows into the picture of the page it leads to: the hero has the name
// `artwork`, which the pressed picture borrows while the old page is looked at.
const kName = 'artwork'
let pressed: HTMLElement | undefined
let byKey = false

/**
 * What was pressed to leave the page. Its picture grows for a pointer alone: a key is still to come up, and that would be answered only when
 * the browser shows something again.
 */
export function leaveFrom(link: HTMLElement, byPointer: boolean): void {
  pressed = link
  byKey = !byPointer
  link.dataset['pressed'] = ''
}

/** The press is answered on the screen first: from the moment the old page is photographed until the new one is drawn, nothing new is shown. */
const answered = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))

/** `draw` draws the new page. Without motion where that is not wanted or not possible. */
export async function turn(draw: () => Promise<void>): Promise<void> {
  const link = pressed
  const plainly = byKey
  pressed = undefined
  byKey = false
  if (!document.hidden) await answered()
  const picture = link?.querySelector<HTMLElement>('[data-artwork]')
  const root = document.documentElement
  const change = async (): Promise<void> => {
    delete root.dataset['leaving']
    delete link?.dataset['pressed']
    if (picture) picture.style.viewTransitionName = ''
    await draw()
  }
  if (plainly || document.hidden || !document.startViewTransition || matchMedia('(prefers-reduced-motion: reduce)').matches) return change()
  root.dataset['leaving'] = ''
  if (picture) picture.style.viewTransitionName = kName
  // A second move during the first one's animation ends it early: nothing to report.
  document.startViewTransition(change).ready.catch(() => undefined)
}
