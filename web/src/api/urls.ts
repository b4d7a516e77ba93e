// Every API address the app asks for.
import type { Id, Picture } from './types'

export type SeriesSort = 'title' | 'added' | 'year'

export function seriesListUrl(options: { sort?: SeriesSort; limit?: number; cursor?: string } = {}): string {
  const query = new URLSearchParams()
  if (options.sort) query.set('sort', options.sort)
  if (options.limit) query.set('limit', String(options.limit))
  if (options.cursor) query.set('cursor', options.cursor)
  const text = query.toString()
  return text ? `/api/v1/series?${text}` : '/api/v1/series'
}

export const seriesUrl = (id: Id): string => `/api/v1/series/${encodeURIComponent(id)}`
export const episodeUrl = (id: Id): string => `/api/v1/episodes/${encodeURIComponent(id)}`
export const personUrl = (id: Id): string => `/api/v1/people/${encodeURIComponent(id)}`
export const searchUrl = (query: string, limit: number): string => `/api/v1/search?${new URLSearchParams({ q: query, limit: String(limit) }).toString()}`
export const scanUrl = '/api/v1/scan'

/** The picture scaled to a width in device pixels: the server keeps the next larger size it has. */
export function pictureUrl(picture: Picture, width: number): string {
  return `${picture.url}${picture.url.includes('?') ? '&' : '?'}w=${width}`
}
