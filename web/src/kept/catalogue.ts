// Which catalogue the server's ids are of. Its rows are numbered: made anew, the same numbers mean other episodes. So what is kept under ids
// is kept for each catalogue apart, and what was kept for another is looked for by its names: adopt.ts.
import { browserStorage } from './storage'

const kStorageKey = 'bonustrack.catalogue'

/** Undefined: of a server that does not tell, and what was kept before one did. */
let mark = browserStorage()?.getItem(kStorageKey) ?? undefined
const listeners: (() => void)[] = []

/** Where a list lies that is kept for this catalogue alone. */
export const placeOf = (key: string): string => (mark ? `${key}@${mark}` : key)
export const onOtherCatalogue = (then: () => void): unknown => listeners.push(then)

/** What every answer says: called before anything makes use of the ids in it. */
export function knowCatalogue(told: string | null): void {
  if (!told || told === mark) return
  mark = told
  try {
    browserStorage()?.setItem(kStorageKey, told)
  } catch {
    // Full or blocked: it will be told again.
  }
  for (const listener of listeners) listener()
}
