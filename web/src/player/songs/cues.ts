// The songs of an episode as the player shows them.
import type { Cue, Id } from '../../api/types'

export interface SongCue {
  /** Stands for the cue in lists. */
  key: string
  /** Of the song in the library; undefined for music the library does not hold. */
  songId: Id | undefined
  title: string
  artist: string
  startMs: number
  endMs: number
}

/** "03 - Rain.flac" → "Rain": all that a name of a file tells. */
function titleOfFile(name: string): string {
  const stem = name.replace(/^.*\//, '').replace(/\.\w{2,5}$/, '')
  return stem.replace(/^\d{1,3}\s*[-._)]\s*/, '') || stem
}

type Named = { id?: Id | null; title?: string | null; artist?: string | null }

/** In the order of time. A stretch without an end after its start is left out. */
export function songCues(cues: readonly Cue[]): SongCue[] {
  return cues
    .filter((cue) => cue.end > cue.start)
    .map((cue) => {
      const song: Named = typeof cue.song === 'string' ? { title: titleOfFile(cue.song) } : ((cue.song as Named | null) ?? {})
      return {
        key: `${cue.start}-${cue.end}-${song.id ?? song.title ?? ''}`,
        songId: song.id ?? undefined,
        title: song.title ?? '',
        artist: song.artist ?? '',
        startMs: cue.start * 1000,
        endMs: cue.end * 1000,
      }
    })
    .sort((a, b) => a.startMs - b.startMs)
}

/** The one that began last, where two overlap. */
export const cueAt = (cues: readonly SongCue[], positionMs: number): SongCue | undefined =>
  cues.findLast((cue) => cue.startMs <= positionMs && positionMs < cue.endMs)

/** Where "next song" and "previous song" lead; previous goes to the start of the present one first. */
export function songJump(cues: readonly SongCue[], positionMs: number, direction: 1 | -1): number | undefined {
  const kNearStartMs = 3_000
  if (direction === 1) return cues.find((cue) => cue.startMs > positionMs + 50)?.startMs
  return cues.findLast((cue) => cue.startMs < positionMs - kNearStartMs)?.startMs
}

/** Songs whose name may be told: begun at a place the viewer has reached. */
export const heardCues = (cues: readonly SongCue[], reachedMs: number): SongCue[] => cues.filter((cue) => cue.startMs <= reachedMs)
