// Whoever is about to press something: a pointer that rests on it, focus that stays, a finger that comes down.
import type { Attachment } from 'svelte/attachments'

/** A pointer that only passes over stays for less. */
const kRestMs = 70

/** Attach to what leads somewhere: `prepare` is a favour, called as often as somebody is about to press. */
export function onIntent(prepare: () => void): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const never = (): void => clearTimeout(timer)
    const soon = (): void => {
      never()
      timer = setTimeout(prepare, kRestMs)
    }
    const stop = new AbortController()
    const on = (names: readonly string[], then: () => void): void => names.forEach((name) => element.addEventListener(name, then, { signal: stop.signal }))
    on(['pointerenter', 'focus'], soon)
    on(['pointerleave', 'blur'], never)
    on(['pointerdown'], prepare)
    return () => {
      never()
      stop.abort()
    }
  }
}
