// The songs a viewer saved, the last one first; kept in this browser until accounts exist.
import type { Id, Picture } from '../api/types'
import { KeptList } from '../kept/kept_list.svelte'

/** As a card shows it: the row stands before the server has answered. */
export interface SavedSong {
  id: Id
  title: string
  artist: string
  album: string
  cover: Picture | null | undefined
  series: { id: Id; title: string }
}

export interface SavedSongs {
  all(): readonly SavedSong[]
  has(id: Id): boolean
  add(song: SavedSong): void
  /** Answers how to take it back. */
  remove(id: Id): () => void
}

const kMost = 500

export function isSavedSong(value: unknown): value is SavedSong {
  const song = value as Partial<SavedSong> | null
  return typeof song === 'object' && song !== null && song.id !== undefined && [song.title, song.artist, song.album, song.series?.title].every((text) => typeof text === 'string') && song.series?.id !== undefined
}

export class LocalSongs implements SavedSongs {
  private readonly kept: KeptList<SavedSong>

  constructor(storage?: Storage) {
    this.kept = new KeptList('bonustrack.songs.1', isSavedSong, kMost, storage)
  }

  all(): readonly SavedSong[] {
    return this.kept.all
  }

  has(id: Id): boolean {
    return this.kept.all.some((song) => String(song.id) === String(id))
  }

  add({ id, title, artist, album, cover, series }: SavedSong): void {
    this.kept.write([{ id, title, artist, album, cover, series: { id: series.id, title: series.title } }, ...this.without(id)])
  }

  remove(id: Id): () => void {
    const before = this.kept.all
    this.kept.write(this.without(id))
    return () => this.kept.write(before)
  }

  private without(id: Id): SavedSong[] {
    return this.kept.all.filter((song) => String(song.id) !== String(id))
  }
}

export const savedSongs: SavedSongs = new LocalSongs()
