// Does a small work for each element once it comes into sight, a few at a time: for all cards of a page at once it would hold
// up the page's first words.

const kSliceMs = 6

const works = new Map<Element, () => void>()
const due: Element[] = []
let watcher: IntersectionObserver | undefined

function watch(element: Element): void {
  watcher ??= new IntersectionObserver((entries) => {
    const resting = due.length === 0
    due.push(...entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target))
    if (resting && due.length > 0) slice()
  })
  watcher.observe(element)
}

function slice(): void {
  const end = performance.now() + kSliceMs
  while (due.length > 0 && performance.now() < end) {
    const element = due.shift() as Element
    works.get(element)?.()
    forget(element)
  }
  if (due.length > 0) setTimeout(slice)
}

function forget(element: Element): void {
  works.delete(element)
  watcher?.unobserve(element)
}

/** Answers how to call it off. */
export function onceInSight(element: Element, work: () => void): () => void {
  works.set(element, work)
  watch(element)
  return () => forget(element)
}
