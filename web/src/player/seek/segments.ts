// The seek bar's segments: the file's chapters, else the parts found in the episode, else one.
import type { Chapter, Part } from '../../api/types'

export interface Segment {
  startMs: number
  endMs: number
  /** A title of the file; undefined when it has none. */
  title: string | undefined
  part: Part['type'] | 'episode' | undefined
}

/** Shorter stretches cannot be seen or hit. */
const kShortestMs = 1_000

function fill(marked: Segment[], durationMs: number, gap: Segment['part']): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (const segment of marked.sort((a, b) => a.startMs - b.startMs)) {
    const startMs = Math.max(at, segment.startMs)
    const endMs = Math.min(durationMs, segment.endMs)
    if (endMs - startMs < kShortestMs) continue
    if (startMs - at >= kShortestMs) segments.push({ startMs: at, endMs: startMs, title: undefined, part: gap })
    segments.push({ ...segment, startMs: startMs - at < kShortestMs ? at : startMs, endMs })
    at = endMs
  }
  const last = segments.at(-1)
  if (durationMs - at >= kShortestMs) segments.push({ startMs: at, endMs: durationMs, title: undefined, part: gap })
  else if (last) last.endMs = durationMs
  return segments
}

/** Without gaps or overlaps from 0 to the end; empty while the length is unknown. */
export function segmentsOf(durationMs: number, chapters: readonly Chapter[], parts: readonly Part[]): Segment[] {
  if (!(durationMs > 0)) return []
  if (chapters.length > 1) {
    const ordered = [...chapters].sort((a, b) => a.start - b.start)
    const marked = ordered.map((chapter, index) => ({
      startMs: chapter.start * 1000,
      // A chapter without an end lasts until the next one.
      endMs: (chapter.end ?? ordered[index + 1]?.start ?? durationMs / 1000) * 1000,
      title: chapter.title ?? undefined,
      part: undefined,
    }))
    return fill(marked, durationMs, undefined)
  }
  const marked = parts.map((part) => ({ startMs: part.start * 1000, endMs: part.end * 1000, title: undefined, part: part.type }))
  return fill(marked, durationMs, 'episode')
}

export function segmentAt(segments: readonly Segment[], positionMs: number): Segment | undefined {
  return segments.findLast((segment) => segment.startMs <= positionMs)
}

/** Where "next chapter" and "previous chapter" lead; previous goes to the start of the present one first. */
export function chapterJump(segments: readonly Segment[], positionMs: number, direction: 1 | -1): number | undefined {
  const kNearStartMs = 3_000
  if (direction === 1) return segments.find((segment) => segment.startMs > positionMs + 50)?.startMs
  return segments.findLast((segment) => segment.startMs < positionMs - kNearStartMs)?.startMs ?? 0
}
