// The songs a viewer saved.
import type { Id, Picture } from '../api/types'
import { LocalShelf, type Shelf } from '../kept/shelf.svelte'

export interface SavedSong {
  id: Id
  title: string
  artist: string
  album: string
  cover: Picture | null | undefined
  series: { id: Id; title: string }
}

export const kKey = 'bonustrack.songs.1'
const kMost = 500

export function isSavedSong(value: unknown): value is SavedSong {
  const song = value as Partial<SavedSong> | null
  return typeof song === 'object' && song !== null && song.id !== undefined && [song.title, song.artist, song.album, song.series?.title].every((text) => typeof text === 'string') && song.series?.id !== undefined
}

function asCard({ id, title, artist, album, cover, series }: SavedSong): SavedSong {
  return { id, title, artist, album, cover, series: { id: series.id, title: series.title } }
}

export const songsIn = (storage?: Storage): Shelf<SavedSong> => new LocalShelf(kKey, isSavedSong, asCard, kMost, storage)
export const savedSongs = songsIn()
