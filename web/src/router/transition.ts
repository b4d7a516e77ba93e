// One page turns into the next. A picture that is pressed grows into the picture of the page it leads to: the hero has the name
// `artwork`, which the pressed picture borrows while the old page is looked at.
const kName = 'artwork'
let pressed: HTMLElement | undefined

/** What was pressed to leave the page. */
export function leaveFrom(link: HTMLElement): void {
  pressed = link
  link.dataset['pressed'] = ''
}

/** The press is answered on the screen first: from the moment the old page is photographed until the new one is drawn, nothing new is shown. */
const answered = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))

/** `draw` draws the new page. Without motion where that is not wanted or not possible. */
export async function turn(draw: () => Promise<void>): Promise<void> {
  const link = pressed
  pressed = undefined
  if (!document.hidden) await answered()
  const picture = link?.querySelector<HTMLElement>('[data-artwork]')
  const root = document.documentElement
  const change = async (): Promise<void> => {
    delete root.dataset['leaving']
    delete link?.dataset['pressed']
    if (picture) picture.style.viewTransitionName = ''
    await draw()
  }
  if (document.hidden || !document.startViewTransition || matchMedia('(prefers-reduced-motion: reduce)').matches) return change()
  root.dataset['leaving'] = ''
  if (picture) picture.style.viewTransitionName = kName
  // A second move during the first one's animation ends it early: nothing to report.
  document.startViewTransition(change).ready.catch(() => undefined)
}
