// Whether the app stands on a television and is steered with a remote.

const kStorageKey = 'bonustrack.tv'
const televisions = /\b(smart-?tv|hbbtv|tizen|web0s|webos|netcast|viera|bravia|googletv|android ?tv|aft[a-z]{1,4}|crkey|appletv|roku)\b/i

/** "?tv=1" says so for the visit, "?tv=0" that it is none; else what the browser calls itself, or that nothing can point. */
export function readMode(query: string, kept: string | null, userAgent: string, points: boolean): boolean {
  const asked = new URLSearchParams(query).get('tv') ?? kept
  return asked === null ? televisions.test(userAgent) || !points : asked === '1'
}

function decide(): boolean {
  if (typeof location === 'undefined') return false
  let kept: string | null = null
  try {
    const asked = new URLSearchParams(location.search).get('tv')
    if (asked !== null) sessionStorage.setItem(kStorageKey, asked)
    kept = sessionStorage.getItem(kStorageKey)
  } catch {
    // Blocked: what the address says, for this page.
  }
  return readMode(location.search, kept, navigator.userAgent, matchMedia('(any-pointer: fine), (any-pointer: coarse)').matches)
}

/** Decided once: nobody turns a television into a laptop while looking at it. */
export const isTelevision = decide()
