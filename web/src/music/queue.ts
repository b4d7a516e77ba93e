// What plays one after the other: the songs of an album or of a list, in their order.
import type { SongRow } from '../api/types'

export type Song = Pick<SongRow, 'id' | 'title' | 'artist' | 'album' | 'cover' | 'audio' | 'series' | 'duration'>

export interface Queue {
  songs: readonly Song[]
  at: number
}

/** Of which file, and of which kind. */
export type Playable = (audio: Song['audio']) => boolean

/** Later than this, "previous" leads back to the beginning of the song that plays. */
const kStillAtStartMs = 3_000

/** From `first` on; where that one cannot be played, from the next that can. What cannot is not in it. */
export function queueOf(songs: readonly Song[], first: number, canPlay: Playable): Queue | undefined {
  const from = songs.findIndex((song, index) => index >= first && canPlay(song.audio))
  if (from < 0) return undefined
  return { songs: songs.filter((song) => canPlay(song.audio)), at: songs.slice(0, from).filter((song) => canPlay(song.audio)).length }
}

export const songIn = (queue: Queue | undefined): Song | undefined => queue?.songs[queue.at]

/** The queue one song further or back; nothing where there is none. */
export function step(queue: Queue, by: 1 | -1): Queue | undefined {
  return queue.songs[queue.at + by] ? { ...queue, at: queue.at + by } : undefined
}

/** Where "previous" leads; nothing: to the beginning of the same song. */
export const before = (queue: Queue, positionMs: number): Queue | undefined => (positionMs > kStillAtStartMs ? undefined : step(queue, -1))

/** The same song among others around it: nothing of what one hears changes. */
export function amid(queue: Queue, songs: readonly Song[], canPlay: Playable): Queue {
  const playing = songIn(queue)
  const at = songs.findIndex((song) => song.id === playing?.id)
  return (at < 0 ? undefined : queueOf(songs, at, canPlay)) ?? queue
}
