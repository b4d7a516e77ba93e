// The addresses of the app, both ways.
import type { Id } from '../api/types'
import { seriesFilters, type SeriesFilters, type SeriesSort } from '../api/urls'

export type Route =
  | { page: 'home' | 'songs' | 'albums' | 'server' | 'unknown' }
  | { page: 'library'; sort: SeriesSort; filters: SeriesFilters }
  | { page: 'search'; query: string }
  | { page: 'series' | 'person' | 'song'; id: string }
  /** `at` in seconds: where to begin, instead of where the viewer left off. `extra`: not an episode, but what belongs to a series beside them. */
  | { page: 'watch'; id: string; at: number | undefined; extra?: true }

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

const lists: Record<string, Route> = { '': { page: 'home' }, songs: { page: 'songs' }, albums: { page: 'albums' }, server: { page: 'server' } }
const things: Record<string, 'series' | 'person' | 'song'> = { series: 'series', people: 'person', songs: 'song' }

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined
}

const isSort = (text: string | null): text is SeriesSort => text === 'added' || text === 'year'

function libraryRoute(query: URLSearchParams): Route {
  const sort = query.get('sort')
  const filters = Object.fromEntries(seriesFilters.map((name) => [name, query.get(name)]).filter(([, value]) => value)) as SeriesFilters
  return { page: 'library', sort: isSort(sort) ? sort : 'title', filters }
}

/** `address` is a path with its query. */
export function matchRoute(address: string): Route {
  const [path = '', query = ''] = address.split('?', 2)
  const [first = '', second, ...rest] = path.split('/').filter((segment) => segment !== '')
  if (rest.length > 0) return { page: 'unknown' }
  if (second === undefined) {
    if (first === 'library') return libraryRoute(new URLSearchParams(query))
    if (first === 'search') return { page: 'search', query: new URLSearchParams(query).get('q') ?? '' }
    return lists[first] ?? { page: 'unknown' }
  }
  const id = decoded(second)
  if (id === undefined) return { page: 'unknown' }
  if (first === 'watch') return { page: 'watch', id, at: wholeNumber(new URLSearchParams(query).get('t')) }
  if (first === 'extras') return { page: 'watch', id, at: undefined, extra: true }
  const page = things[first]
  return page ? { page, id } : { page: 'unknown' }
}

export const homePath = '/'
export function libraryPath({ sort = 'title', ...filters }: SeriesFilters & { sort?: SeriesSort } = {}): string {
  const query = new URLSearchParams(filters)
  if (sort !== 'title') query.set('sort', sort)
  const text = query.toString()
  return text ? `/library?${text}` : '/library'
}
export const songsPath = '/songs'
export const albumsPath = '/albums'
export const serverPath = '/server'
export const searchPath = (query: string): string => (query === '' ? '/search' : `/search?${new URLSearchParams({ q: query }).toString()}`)
export const seriesPath = (id: Id, season?: number): string => `/series/${encodeURIComponent(id)}${season === undefined ? '' : `?season=${season}`}`
export const seasonIn = (address: string): number | undefined => wholeNumber(new URLSearchParams(address.split('?', 2)[1]).get('season'))
export const personPath = (id: Id): string => `/people/${encodeURIComponent(id)}`
export const songPath = (id: Id): string => `/songs/${encodeURIComponent(id)}`
export const extraPath = (id: Id): string => `/extras/${encodeURIComponent(id)}`
export const watchPath = (id: Id, at?: number): string => `/watch/${encodeURIComponent(id)}${at === undefined ? '' : `?t=${Math.floor(at)}`}`
