// Songs that a viewer has come to, the last first.
import type { EpisodeDetail, Id } from '../api/types'
import type { SavedSong } from '../songs/saved_songs.svelte'
import { hasSeen } from '../songs/scenes'
import type { Progress } from '../progress/progress'

/** A card like those of saved songs. */
export type HeardSong = SavedSong

/** `episodes` in the order they were watched, the last first. */
export function heardSongs(episodes: readonly Pick<EpisodeDetail, 'id' | 'series' | 'cues'>[], progress: (id: Id) => Progress | undefined): HeardSong[] {
  const songs = new Map<Id, HeardSong>()
  for (const { id, series, cues } of episodes) {
    const reached = progress(id)
    for (const { song, start } of [...cues].reverse()) {
      if (song.id === null || songs.has(song.id) || !hasSeen(reached, start)) continue
      songs.set(song.id, { id: song.id, title: song.title, artist: song.artist, album: song.album, cover: song.cover, series })
    }
  }
  return [...songs.values()]
}
