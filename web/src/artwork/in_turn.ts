// Work that can wait until the browser has nothing else to do, one piece after the other, so that no task is long.

const waiting = new Set<() => void>()
/** A browser that is never idle does it all the same. */
const kPatienceMs = 1_000
/** Where a browser cannot tell: long enough for a first frame. */
const kAWhileMs = 200

const soon = (then: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(then, { timeout: kPatienceMs })
  else setTimeout(then, kAWhileMs)
}

function next(): void {
  const [work] = waiting
  if (!work) return
  waiting.delete(work)
  work()
  if (waiting.size > 0) soon(next)
}

/** Answers how to call it off. */
export function inTurn(work: () => void): () => void {
  waiting.add(work)
  if (waiting.size === 1) soon(next)
  return () => waiting.delete(work)
}
