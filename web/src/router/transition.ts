// One page turns into the next. A picture that is pressed grows into the picture of the page it leads to: the hero has the name
// `artwork`, which the pressed picture borrows while the old page is looked at.
const kName = 'artwork'
let pressed: HTMLElement | undefined

/** What was pressed to leave the page. */
export function leaveFrom(link: Element): void {
  pressed = link.querySelector<HTMLElement>('[data-artwork]') ?? undefined
}

/** `change` draws the new page. At once where motion is not wanted or not possible. */
export async function turn(change: () => Promise<void>): Promise<void> {
  const picture = pressed
  pressed = undefined
  if (document.hidden || !document.startViewTransition || matchMedia('(prefers-reduced-motion: reduce)').matches) return change()
  const root = document.documentElement
  root.dataset['leaving'] = ''
  if (picture) picture.style.viewTransitionName = kName
  const transition = document.startViewTransition(async () => {
    delete root.dataset['leaving']
    if (picture) picture.style.viewTransitionName = ''
    await change()
  })
  // A second move during the first one's animation ends it early: nothing to report.
  transition.ready.catch(() => undefined)
}
