// Pages that are not needed for the first view come, with their words, when they are asked for, or when the browser has nothing to do.
import type { Component } from 'svelte'
import { wordsOf, type Area } from './i18n/locale.svelte'
import type { Route } from './router/routes'

type LatePage = Exclude<Route['page'], 'home' | 'watch' | 'unknown'>
/** A page is given what its route holds. */
type PropsOf<Name, Each = Route> = Each extends { page: unknown } ? (Name extends Each['page'] ? Omit<Each, 'page'> : never) : never

async function withWords<Page>(page: Promise<Page>, ...more: Area[]): Promise<Page> {
  const [loaded] = await Promise.all([page, ...(['pages', ...more] as const).map(wordsOf)])
  return loaded
}
const pages: { [Name in LatePage]: () => Promise<{ default: Component<PropsOf<Name>> }> } = {
  library: () => withWords(import('./library/LibraryPage.svelte')),
  series: () => withWords(import('./series/SeriesPage.svelte'), 'unplayable'),
  search: () => withWords(import('./search/SearchPage.svelte')),
  person: () => withWords(import('./people/PersonPage.svelte')),
  songs: () => withWords(import('./songs/SongsPage.svelte')),
  albums: () => withWords(import('./albums/AlbumsPage.svelte')),
  song: () => withWords(import('./songs/SongPage.svelte')),
  server: () => withWords(import('./server/ServerPage.svelte')),
}

/** What draws a route's page, given the route; nothing for those that come otherwise. */
export const latePage = (page: Route['page']): (() => Promise<{ default: Component<Route> }>) | undefined => (pages as unknown as Partial<Record<Route['page'], () => Promise<{ default: Component<Route> }>>>)[page]

/** A failure here is met again, and reported, when the page is asked for. */
export function fetchPagesWhenIdle(): void {
  const fetchAll = (): void => void Promise.all([pages.series(), pages.library(), pages.search()]).catch(() => undefined)
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll, { timeout: 4_000 })
  else setTimeout(fetchAll, 2_000)
}
