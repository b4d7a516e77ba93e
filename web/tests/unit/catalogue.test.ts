// What is kept belongs to one catalogue: under another, the same numbers mean other episodes.
import { beforeEach, expect, test, vi } from 'vitest'
import type { SeriesDetail } from '../../src/api/types'
import { minute, progress } from './progress_of'

class Kept extends Map<string, string> {
  getItem = (name: string) => this.get(name) ?? null
  setItem = (name: string, value: string) => void this.set(name, value)
  removeItem = (name: string) => void this.delete(name)
  key = (at: number) => [...this.keys()][at] ?? null
  get length() {
    return this.size
  }
}
let storage: Kept
const series = (id: number, title: string, episodes: [number, number, string][]): SeriesDetail =>
  ({ id, title, year: 2020, artwork: {}, seasons: [{ number: 1, episodes: episodes.map(([of, number, name]) => ({ id: of, number, title: name, artwork: { thumb: { url: `/t${of}` } } })) }] }) as unknown as SeriesDetail
let library: SeriesDetail[]

beforeEach(() => {
  vi.resetModules()
  storage = new Kept()
  vi.stubGlobal('localStorage', storage)
  library = [series(1, '미생', [[11, 1, '']]), series(2, '도깨비', [[21, 1, 'a'], [22, 2, 'b']])]
  vi.stubGlobal('fetch', (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://x')
    const body = pathname.endsWith('/search')
      ? { titles: library.filter(({ title }) => title === searchParams.get('q')) }
      : pathname.endsWith('/songs')
        ? { songs: [{ id: 77, title: 'Rain', artist: 'A', album: 'B', cover: null }] }
        : library.find(({ id }) => pathname.endsWith(`/${id}`))
    return Promise.resolve(new Response(JSON.stringify(body)))
  })
})

/** Modules as a new page finds them. */
async function page() {
  const { knowCatalogue, onOtherCatalogue } = await import('../../src/kept/catalogue')
  const { progressBook } = await import('../../src/progress/local_book.svelte')
  const { myList } = await import('../../src/list/my_list.svelte')
  const { savedSongs } = await import('../../src/songs/saved_songs.svelte')
  onOtherCatalogue(() => void import('../../src/kept/adopt').then(({ adopt }) => adopt()))
  return { knowCatalogue, progressBook, myList, savedSongs }
}
const asKept = (value: unknown) => JSON.stringify([value])
const of = (more: object) => progress({ episodeId: 11, seriesId: 1, seriesTitle: '도깨비', season: 1, number: 2, title: 'b', positionMs: 20 * minute, next: { id: 12, season: 1, number: 1, title: 'a' }, ...more })

test('a place kept under the numbers of another catalogue is not used, and found again by its names', async () => {
  storage.set('bonustrack.progress.1', asKept(of({})))
  const { knowCatalogue, progressBook } = await page()
  expect(progressBook.of(11)?.seriesTitle).toBe('도깨비')
  knowCatalogue('a')
  expect(progressBook.all()).toEqual([])
  await vi.waitFor(() => expect(progressBook.of(22)).toMatchObject({ seriesId: 2, positionMs: 20 * minute, next: { id: 21 }, artwork: { thumb: { url: '/t22' } } }))
  expect(progressBook.all()).toHaveLength(1)
  expect(storage.has('bonustrack.progress.1')).toBe(false)
})

test('what is not there stays unseen where it lies, and comes back with its catalogue', async () => {
  storage.set('bonustrack.progress.1@a', asKept(of({ seriesTitle: '없는 작품' })))
  storage.set('bonustrack.catalogue', 'b')
  const { knowCatalogue, progressBook } = await page()
  const { adopt } = await import('../../src/kept/adopt')
  await adopt()
  expect(progressBook.all()).toEqual([])
  knowCatalogue('a')
  expect(progressBook.of(11)?.seriesTitle).toBe('없는 작품')
})

test.each([
  ['another number', { number: 7 }],
  ['another title', { title: 'c' }],
  ['another season', { season: 2 }],
])('an episode of %s is not the one that was watched', async (_, more) => {
  const { placeIn } = await import('../../src/kept/adopt')
  expect(placeIn(library[1] as SeriesDetail, of(more))).toBeUndefined()
})

test('of namesakes the one is taken that has the number it had, or none', async () => {
  storage.set('bonustrack.list.1', JSON.stringify([{ id: 3, title: '도깨비', artwork: {} }]))
  library.push(series(5, '도깨비', []))
  const { knowCatalogue, myList } = await page()
  const { adopt } = await import('../../src/kept/adopt')
  knowCatalogue('a')
  await adopt()
  await vi.waitFor(() => expect(storage.has('bonustrack.list.1')).toBe(true))
  expect(myList.all()).toEqual([])
  storage.set('bonustrack.list.1', JSON.stringify([{ id: 5, title: '도깨비', artwork: {} }]))
  await vi.waitFor(async () => {
    await adopt()
    expect(myList.all()).toMatchObject([{ id: 5 }])
  })
})

test('the list and saved songs are found again in the order they stood in', async () => {
  storage.set('bonustrack.list.1', JSON.stringify([{ id: 9, title: '미생', artwork: {} }, { id: 8, title: '도깨비', artwork: {} }]))
  storage.set('bonustrack.songs.1', asKept({ id: 4, title: 'Rain', artist: 'A', album: 'B', cover: null, series: { id: 9, title: '미생' } }))
  const { knowCatalogue, myList, savedSongs } = await page()
  knowCatalogue('a')
  await vi.waitFor(() => expect(savedSongs.all()).toMatchObject([{ id: 77, series: { id: 1 } }]))
  expect(myList.all().map(({ id }) => id)).toEqual([1, 2])
})

test('what was watched since then counts', async () => {
  storage.set('bonustrack.progress.1', asKept(of({})))
  storage.set('bonustrack.progress.1@a', asKept(of({ episodeId: 22, seriesId: 2, positionMs: 30 * minute })))
  const { knowCatalogue, progressBook } = await page()
  knowCatalogue('a')
  await vi.waitFor(() => expect(storage.has('bonustrack.progress.1')).toBe(false))
  expect(progressBook.of(22)?.positionMs).toBe(30 * minute)
})

test('a server that does not tell its catalogue changes nothing', async () => {
  storage.set('bonustrack.progress.1', asKept(of({})))
  const { knowCatalogue, progressBook } = await page()
  knowCatalogue(null)
  expect(progressBook.of(11)).toBeDefined()
})
