// The songs of an episode as the player shows them.
import type { Cue, Id, Picture } from '../../api/types'

export interface SongCue {
  /** Stands for the cue in lists. */
  key: string
  /** Of the song in the library; undefined for music the library does not hold. */
  songId: Id | undefined
  title: string
  artist: string
  album: string
  cover: Picture | null | undefined
  startMs: number
  endMs: number
}

/** The same song heard twice at once is one stretch. */
function joined(cues: readonly SongCue[]): SongCue[] {
  const out: SongCue[] = []
  for (const cue of cues) {
    const at = out.findLastIndex((known) => known.songId === cue.songId && known.title === cue.title)
    const known = out[at]
    if (known && cue.startMs < known.endMs) out[at] = { ...known, endMs: Math.max(known.endMs, cue.endMs) }
    else out.push(cue)
  }
  return out
}

/** In the order of time. A stretch without an end after its start is left out. */
export function songCues(cues: readonly Cue[]): SongCue[] {
  const all = cues
    .filter((cue) => cue.end > cue.start)
    .map(({ song, start, end }) => ({
      key: `${start}-${end}-${song.id ?? song.title}`,
      songId: song.id ?? undefined,
      title: song.title,
      artist: song.artist ?? '',
      album: song.album ?? '',
      cover: song.cover,
      startMs: start * 1000,
      endMs: end * 1000,
    }))
    .sort((a, b) => a.startMs - b.startMs)
  return joined(all)
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

/** How many songs are still to come: those that have been heard already are no secret when they come again. */
export function songsAhead(cues: readonly SongCue[], reachedMs: number): number {
  const song = ({ songId, title }: SongCue): string => `${songId ?? title}`
  const heard = new Set(heardCues(cues, reachedMs).map(song))
  return new Set(cues.map(song).filter((each) => !heard.has(each))).size
}
