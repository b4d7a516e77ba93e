// A split episode ("cd1", "cd2"): files that follow each other and are one film to whoever watches.
import type { EpisodeDetail } from '../api/types'

export interface Piece {
  hls: string
  /** Where it begins and ends in the whole. */
  startMs: number
  endMs: number
}

/** The files of the version that plays first; one without an end of its own where it is not split. */
export function piecesOf({ hls, versions }: Pick<EpisodeDetail, 'hls' | 'versions'>): Piece[] {
  const files = versions.find(({ files: [first] }) => first?.hls === hls)?.files ?? []
  let startMs = 0
  const pieces = files.flatMap((file) => (file.hls ? [{ hls: file.hls, startMs, endMs: (startMs += (file.duration ?? 0) * 1000) }] : []))
  return pieces.length > 1 ? pieces : [whole(hls ?? '')]
}

export const whole = (hls: string): Piece => ({ hls, startMs: 0, endMs: Infinity })

export const pieceAt = (pieces: readonly Piece[], positionMs: number): number =>
  Math.max(0, pieces.findLastIndex(({ startMs }) => startMs <= positionMs))
