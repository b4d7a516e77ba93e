// What may be skipped from here, and to where. Story is never skipped.
import type { Part } from '../api/types'

export interface SkipOffer {
  type: 'recap' | 'intro' | 'credits'
  /** Identifies the offer: it is shown once for each. */
  startMs: number
  toMs: number
}

export function skipOffer(parts: readonly Part[], positionMs: number): SkipOffer | undefined {
  const here = parts.find((part) => part.start * 1000 <= positionMs && positionMs < part.end * 1000 - 500)
  if (!here || here.type === 'epilogue' || here.type === 'preview') return undefined
  return { type: here.type, startMs: here.start * 1000, toMs: here.end * 1000 }
}
