// Every API address the app asks for.
import type { Id, Picture } from './types'

export type SeriesSort = 'title' | 'added' | 'year'

/** What a list of series can be narrowed to, by the names the API has for it. */
export const seriesFilters = ['genre', 'country', 'year', 'studio', 'tag'] as const
export type SeriesFilters = Partial<Record<(typeof seriesFilters)[number], string>>

export interface SeriesQuery extends SeriesFilters {
  sort?: SeriesSort
  anthology?: string
  person?: Id
}

function queryOf(values: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text ? `?${text}` : ''
}

export const seriesListUrl = (query: SeriesQuery & { limit?: number; cursor?: string } = {}): string => `/api/v1/series${queryOf({ ...query })}`
export const lettersUrl = ({ sort: _, ...filters }: SeriesQuery = {}): string => `/api/v1/series/letters${queryOf(filters)}`
export const filtersUrl = '/api/v1/series/filters'
export const seriesUrl = (id: Id): string => `/api/v1/series/${encodeURIComponent(id)}`
export const episodeUrl = (id: Id): string => `/api/v1/episodes/${encodeURIComponent(id)}`
/** The picture of a place in the episode, never of one behind it. */
export const stillUrl = (id: Id, positionMs: number): string => `${episodeUrl(id)}/still?at=${Math.floor(positionMs / 1000)}`
export const extraUrl = (id: Id): string => `/api/v1/extras/${encodeURIComponent(id)}`
/** A picture from its beginning, when titles have gone by. */
export const extraStillUrl = (id: Id, lengthSeconds: number): string => `${extraUrl(id)}/still?at=${Math.floor(lengthSeconds / 4)}`
export const similarUrl = (id: Id): string => `/api/v1/series/${encodeURIComponent(id)}/similar`
export const personUrl = (id: Id): string => `/api/v1/people/${encodeURIComponent(id)}`
export const songsUrl = ({ limit, cursor }: { limit?: number; cursor?: string } = {}): string => `/api/v1/songs${queryOf({ limit, cursor })}`
export const songUrl = (id: Id, limit: number): string => `/api/v1/songs/${encodeURIComponent(id)}${queryOf({ limit })}`
export const seriesSongsUrl = (id: Id, limit: number): string => `/api/v1/series/${encodeURIComponent(id)}/songs${queryOf({ limit })}`
export const albumsUrl = ({ limit, cursor }: { limit?: number; cursor?: string } = {}): string => `/api/v1/albums${queryOf({ limit, cursor })}`
export const albumTiesUrl = (album: Id): string => `/api/v1/albums/${encodeURIComponent(album)}/series`
export const albumTieUrl = (album: Id, series: Id): string => `${albumTiesUrl(album)}/${encodeURIComponent(series)}`
export const episodeSoundUrl = (id: Id): string => `/api/v1/episodes/${encodeURIComponent(id)}/sound`
export const searchUrl = (query: string, limit: number): string => `/api/v1/search?${new URLSearchParams({ q: query, limit: String(limit) }).toString()}`
export const scanUrl = '/api/v1/scan'
export const analysisUrl = '/api/v1/analysis'
export const problemsUrl = ({ limit, cursor }: { limit?: number; cursor?: string } = {}): string => `/api/v1/problems${queryOf({ limit, cursor })}`

/** Widths the server makes of a picture. */
const widths = [160, 320, 480, 640, 960, 1280, 1920] as const

/** The picture at least this wide, in device pixels; as wide as it is where that is less. */
export function pictureUrl(picture: Picture, width: number): string {
  const wide = widths.find((each) => each >= width) ?? 1920
  return `${picture.url}${picture.url.includes('?') ? '&' : '?'}w=${wide}`
}
