// Where a cue stands from side to side: https://www.w3.org/TR/webvtt1/#processing-cue-settings, steps for horizontal cues.
import type { CueSettings } from './vtt'

/** Percent of the width that captions have. */
export interface Stretch {
  from: number
  width: number
}

/** The edge or middle of the box that stands at the cue's position. */
function anchorOf({ align = 'center', positionAlign }: CueSettings): 0 | 0.5 | 1 {
  if (positionAlign) return positionAlign === 'line-left' ? 0 : positionAlign === 'center' ? 0.5 : 1
  return align === 'start' || align === 'left' ? 0 : align === 'end' || align === 'right' ? 1 : 0.5
}

/** Undefined where the cue does not say: then all of the width is its own. */
export function stretchOf(settings: CueSettings): Stretch | undefined {
  const { positionPercent, sizePercent } = settings
  if (positionPercent === undefined && sizePercent === undefined) return undefined
  const anchor = anchorOf(settings)
  const position = positionPercent ?? anchor * 100
  const most = anchor === 0 ? 100 - position : anchor === 1 ? position : 2 * Math.min(position, 100 - position)
  const width = Math.min(sizePercent ?? 100, most)
  return { from: position - anchor * width, width }
}
