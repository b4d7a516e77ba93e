// What a viewer puts aside: a list of series, saved songs.
import { expect, test } from 'vitest'
import { listIn } from '../../src/list/my_list.svelte'
import { isSavedSong, songsIn, type SavedSong } from '../../src/songs/saved_songs.svelte'

function emptyStorage(): Storage {
  const kept = new Map<string, string>()
  return { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) } as unknown as Storage
}

test('a list takes a series once, the last first, and gives it back', () => {
  const storage = emptyStorage()
  const list = listIn(storage)
  const fanart = { url: '/wide' }
  list.add({ id: 1, title: '도깨비', year: 2016, artwork: { poster: { url: '/p' }, fanart }, episode_count: 16 })
  list.add({ id: 2, title: '미생', artwork: {}, episode_count: 20 })
  list.add({ id: 1, title: '도깨비', year: 2016, artwork: { poster: { url: '/p' }, fanart }, episode_count: 16 })
  expect(listIn(storage).all()).toEqual([{ id: 1, title: '도깨비', year: 2016, artwork: { poster: { url: '/p' } }, episode_count: 16 }, { id: 2, title: '미생', artwork: {}, episode_count: 20 }])
  const undo = list.remove('1')
  expect([list.has(1), list.has('2')]).toEqual([false, true])
  undo()
  expect(list.has(1)).toBe(true)
})

test('what was added while something was off the list stays when that comes back, and so does what was put back by hand', () => {
  const series = (id: number) => ({ id, title: `${id}`, artwork: {}, episode_count: 1 })
  const list = listIn(emptyStorage())
  for (const id of [1, 2]) list.add(series(id))
  const undo = list.remove(2)
  list.add(series(3))
  undo()
  expect(list.all().map(({ id }) => id)).toEqual([2, 3, 1])
  const back = list.remove(1)
  list.add(series(1))
  back()
  expect(list.all().map(({ id }) => id)).toEqual([1, 2, 3])
  expect(list.remove(9)()).toBeUndefined()
})

test('saved songs stand with the last first, each once, and what was taken off comes back where it was', () => {
  const song = (id: number): SavedSong => ({ id, title: `Song ${id}`, artist: '', album: '', cover: null, series: { id: 1, title: '도깨비' } })
  const storage = emptyStorage()
  const songs = songsIn(storage)
  for (const id of [1, 2, 3, 1]) songs.add(song(id))
  expect(songs.all().map(({ id }) => id)).toEqual([1, 3, 2])
  const back = songs.remove('3')
  expect(songsIn(storage).all().map(({ id }) => id)).toEqual([1, 2])
  expect(songs.has(3)).toBe(false)
  back()
  expect(songs.all().map(({ id }) => id)).toEqual([1, 3, 2])
})

test.each([null, {}, { id: 1, title: 'a' }, { id: 1, title: 'a', artist: 'b', album: 'c', series: {} }])('%j is no saved song', (value) => {
  expect(isSavedSong(value)).toBe(false)
})
