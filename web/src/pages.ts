// Pages that are not needed for the first view come, with their words, when they are asked for, or when the browser has nothing to do.
import { wordsOf, type Area } from './i18n/locale.svelte'

async function withWords<Page>(page: Promise<Page>, ...more: Area[]): Promise<Page> {
  const [loaded] = await Promise.all([page, ...(['pages', ...more] as const).map(wordsOf)])
  return loaded
}
export const loadLibraryPage = (): Promise<typeof import('./library/LibraryPage.svelte')> => withWords(import('./library/LibraryPage.svelte'))
export const loadSeriesPage = (): Promise<typeof import('./series/SeriesPage.svelte')> => withWords(import('./series/SeriesPage.svelte'), 'unplayable')
export const loadSearchPage = (): Promise<typeof import('./search/SearchPage.svelte')> => withWords(import('./search/SearchPage.svelte'))
export const loadPersonPage = (): Promise<typeof import('./people/PersonPage.svelte')> => withWords(import('./people/PersonPage.svelte'))
export const loadSongsPage = (): Promise<typeof import('./songs/SongsPage.svelte')> => withWords(import('./songs/SongsPage.svelte'))
export const loadAlbumsPage = (): Promise<typeof import('./albums/AlbumsPage.svelte')> => withWords(import('./albums/AlbumsPage.svelte'))
export const loadSongPage = (): Promise<typeof import('./songs/SongPage.svelte')> => withWords(import('./songs/SongPage.svelte'))

/** A failure here is met again, and reported, when the page is asked for. */
export function fetchPagesWhenIdle(): void {
  const fetchAll = (): void => void Promise.all([loadSeriesPage(), loadLibraryPage(), loadSearchPage()]).catch(() => undefined)
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll, { timeout: 4_000 })
  else setTimeout(fetchAll, 2_000)
}
