// What the player offers at a place of the episode: to skip what is no story, the bonus track behind the credits, the next episode.
// Story is never skipped and never covered: after the credits a bonus track comes first, and while it runs there is nothing.
import type { Part } from '../api/types'

export type Offer =
  | { kind: 'skip'; type: 'recap' | 'intro' | 'credits'; startMs: number; toMs: number }
  /** The credits roll, and a bonus track follows them. */
  | { kind: 'bonus'; startMs: number; toMs: number }
  /** What is left is no story. */
  | { kind: 'next'; startMs: number }

/** An offer that is about to end is no use. */
const kTooLateMs = 500
/** A part ends a moment before the next one starts. */
const kGapMs = 2_000

const startOf = (part: Part): number => part.start * 1000
const endOf = (part: Part): number => part.end * 1000

/** Where the story is over: the end of the bonus track, else the start of the last credits. */
function storyEndMs(parts: readonly Part[]): number | undefined {
  const bonus = parts.findLast((part) => part.type === 'epilogue')
  const credits = parts.findLast((part) => part.type === 'credits')
  if (bonus && (!credits || startOf(bonus) >= startOf(credits))) return endOf(bonus)
  return credits && startOf(credits)
}

/** Only titles and previews lie between the two places. */
function isIdle(parts: readonly Part[], fromMs: number, toMs: number): boolean {
  let at = fromMs
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    if (endOf(part) <= at) continue
    if (startOf(part) > at + kGapMs) break
    if (part.type !== 'credits' && part.type !== 'preview') return false
    at = endOf(part)
  }
  return at >= toMs - kGapMs
}

export function offerAt(parts: readonly Part[], positionMs: number, durationMs: number, hasNext: boolean): Offer | undefined {
  const here = parts.find((part) => startOf(part) <= positionMs && positionMs < endOf(part) - kTooLateMs)
  if (here?.type === 'epilogue') return undefined
  if (here?.type === 'recap' || here?.type === 'intro') return { kind: 'skip', type: here.type, startMs: startOf(here), toMs: endOf(here) }
  if (here?.type === 'credits') {
    const bonus = parts.find((part) => part.type === 'epilogue' && startOf(part) >= endOf(here) - kGapMs)
    if (bonus) return { kind: 'bonus', startMs: startOf(here), toMs: startOf(bonus) }
    if (!hasNext || !isIdle(parts, startOf(here), durationMs)) return endOf(here) < durationMs - kGapMs ? { kind: 'skip', type: 'credits', startMs: startOf(here), toMs: endOf(here) } : undefined
  }
  if (!hasNext) return undefined
  const over = storyEndMs(parts)
  if (over !== undefined && positionMs >= over && isIdle(parts, over, durationMs)) return { kind: 'next', startMs: over }
  // Between the credits and a preview lies what nobody knows: from the preview on there is no story all the same.
  const preview = parts.find((part) => part.type === 'preview' && startOf(part) <= positionMs && positionMs <= endOf(part))
  return preview && isIdle(parts, startOf(preview), durationMs) ? { kind: 'next', startMs: startOf(preview) } : undefined
}
