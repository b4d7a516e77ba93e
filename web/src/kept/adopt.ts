// What was kept for another catalogue, found again in this one by its names: the data folder was made anew, or folders were scanned in
// another order. What is not found stays where it is, unseen, and is looked for on another visit: a library may still be being scanned.
import { getJson } from '../api/client'
import type { EpisodeSummary, SearchResults, SeriesDetail, SongList } from '../api/types'
import { searchUrl, seriesSongsUrl, seriesUrl } from '../api/urls'
import { isListed, kKey as kListKey, myList, type Listed } from '../list/my_list.svelte'
import { isProgress, kKey as kProgressKey, progressBook } from '../progress/local_book.svelte'
import type { Progress } from '../progress/progress'
import { isSavedSong, kKey as kSongsKey, savedSongs, type SavedSong } from '../songs/saved_songs.svelte'
import { placeOf } from './catalogue'
import { browserStorage } from './storage'

/** Series looked for in one visit. */
const kMostSeries = 40
/** As many hits as namesakes may have. */
const kHits = 20
const kSongsAsked = 500

/** One list kept for another catalogue. */
interface Left<Entry> {
  place: string
  entries: Entry[]
}

function leftOf<Entry>(storage: Storage, key: string, isOurs: (value: unknown) => value is Entry): Left<Entry>[] {
  const places = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((place) => (place === key || place.startsWith(`${key}@`)) && place !== placeOf(key))
  return places.flatMap((place) => {
    try {
      const value: unknown = JSON.parse(storage.getItem(place) ?? '[]')
      return Array.isArray(value) ? [{ place, entries: value.filter(isOurs) }] : []
    } catch {
      return []
    }
  })
}

/** The one series of this title; of namesakes the one that has the number it had, for nothing else tells them apart. */
async function seriesCalled(title: string, id: Progress['seriesId']): Promise<SeriesDetail | undefined> {
  const { titles } = await getJson<SearchResults>(searchUrl(title, kHits))
  const called = titles.filter((hit) => hit.title === title)
  const hit = called.length > 1 ? called.find((each) => String(each.id) === String(id)) : called[0]
  return hit && getJson<SeriesDetail>(seriesUrl(hit.id))
}

interface Place {
  season: number
  number: number
  title: string
}
function episodeAt(series: SeriesDetail, { season, number, title }: Place): EpisodeSummary | undefined {
  const found = series.seasons.find((each) => each.number === season)?.episodes.filter((each) => (each.number ?? 0) === number) ?? []
  // Those without a number are told apart by their titles alone. Another title is another episode.
  return found.find((each) => (each.title ?? '') === title)
}

export function placeIn(series: SeriesDetail, entry: Progress): Progress | undefined {
  const episode = episodeAt(series, entry)
  if (!episode) return undefined
  const next = entry.next && episodeAt(series, entry.next)
  return { ...entry, episodeId: episode.id, seriesId: series.id, artwork: { ...series.artwork, ...episode.artwork }, next: entry.next && next ? { ...entry.next, id: next.id, artwork: next.artwork ?? {} } : null }
}

const listedAs = (series: SeriesDetail): Listed => {
  const { id, title, year, artwork } = series
  return { id, title, year, artwork, episode_count: series.seasons.reduce((sum, { episodes }) => sum + episodes.length, 0) }
}

async function songIn(series: SeriesDetail, { title, artist, album }: SavedSong): Promise<SavedSong | undefined> {
  const { songs } = await getJson<SongList>(seriesSongsUrl(series.id, kSongsAsked))
  const song = songs.find((each) => each.title === title && each.artist === artist && each.album === album)
  return song && { id: song.id, title, artist, album, cover: song.cover, series: { id: series.id, title: series.title } }
}

let running = false

export async function adopt(): Promise<void> {
  const storage = browserStorage()
  if (!storage || running) return
  running = true
  const found = new Map<string, Promise<SeriesDetail | undefined>>()
  /** Nothing where it is not there, or there were too many to look for now. */
  function lookFor(title: string, id: Progress['seriesId']): Promise<SeriesDetail | undefined> {
    let series = found.get(title)
    if (!series) {
      if (found.size >= kMostSeries) return Promise.resolve(undefined)
      found.set(title, (series = seriesCalled(title, id).catch(() => undefined)))
    }
    return series
  }
  /** `take`: whether the entry has found its place. The last first, as they are to stand. */
  async function move<Entry>(lists: Left<Entry>[], take: (entry: Entry) => Promise<boolean>): Promise<void> {
    for (const { place, entries } of lists) {
      const stay: Entry[] = []
      for (const entry of [...entries].reverse()) if (!(await take(entry).catch(() => false))) stay.unshift(entry)
      if (stay.length > 0) storage?.setItem(place, JSON.stringify(stay))
      else storage?.removeItem(place)
    }
  }
  try {
    await move(leftOf(storage, kProgressKey, isProgress), async (entry) => {
      const series = await lookFor(entry.seriesTitle, entry.seriesId)
      const here = series && placeIn(series, entry)
      // What was watched since then counts.
      if (here && !progressBook.of(here.episodeId)) progressBook.keep(here)
      return here !== undefined
    })
    await move(leftOf(storage, kListKey, isListed), async ({ title, id }) => {
      const series = await lookFor(title, id)
      if (series && !myList.has(series.id)) myList.add(listedAs(series))
      return series !== undefined
    })
    await move(leftOf(storage, kSongsKey, isSavedSong), async (song) => {
      const series = await lookFor(song.series.title, song.series.id)
      const here = series && (await songIn(series, song))
      if (here && !savedSongs.has(here.id)) savedSongs.add(here)
      return here !== undefined
    })
  } finally {
    running = false
  }
}
