import type { CaptionCue } from './vtt'

/** Cues sounding at an instant; `cues` in the order of their start. */
export function activeCues(cues: readonly CaptionCue[], atMs: number): CaptionCue[] {
  const active: CaptionCue[] = []
  for (const cue of cues) {
    if (cue.startMs > atMs) break
    if (atMs < cue.endMs) active.push(cue)
  }
  return active
}
