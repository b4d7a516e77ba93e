// The small pictures above the seek bar: a WebVTT index whose cues name a sheet and a rectangle of it.
import { activeCues } from '../captions/active_cues'
import { parseVtt, plainText } from '../captions/vtt'

export interface Tile {
  /** Address of the sheet. */
  sheet: string
  x: number
  y: number
  width: number
  height: number
}

/** "1.webp#xywh=320,0,320,180", relative to the index; of an episode in several files "../../9f2c-1/storyboard-2/1.webp#xywh=...". */
function readTile(text: string, index: string): Tile | undefined {
  const found = /^((?:[\w.-]+\/)*[\w.-]+)#xywh=(\d+),(\d+),(\d+),(\d+)$/.exec(text)
  if (!found) return undefined
  const [x = 0, y = 0, width = 0, height = 0] = found.slice(2).map(Number)
  return width > 0 && height > 0 ? { sheet: index.replace(/[^/]*$/, found[1] ?? ''), x, y, width, height } : undefined
}

export type TileAt = (positionMs: number) => Tile | undefined

export function readThumbnails(text: string, index: string): TileAt {
  const cues = parseVtt(text)
  return (positionMs) => {
    const cue = activeCues(cues, positionMs).at(-1)
    return cue && readTile(plainText(cue.nodes), index)
  }
}

/** Faults: the connection's, or that nothing is there. */
export async function loadThumbnails(index: string, signal: AbortSignal): Promise<TileAt> {
  const response = await fetch(index, { signal })
  if (!response.ok) throw new Error(`${response.status}`)
  return readThumbnails(await response.text(), index)
}
