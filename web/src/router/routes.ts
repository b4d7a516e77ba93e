// The addresses of the app, both ways.
import type { Id } from '../api/types'

export type Route =
  | { page: 'home' }
  | { page: 'library' }
  | { page: 'series'; id: string }
  | { page: 'watch'; id: string }
  | { page: 'unknown' }

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

export function matchRoute(path: string): Route {
  const segments = path.split('/').filter((segment) => segment !== '')
  if (segments.length === 0) return { page: 'home' }
  if (segments.length === 1 && segments[0] === 'library') return { page: 'library' }
  if (segments.length === 2) {
    const id = decoded(segments[1] ?? '')
    if (id !== undefined && segments[0] === 'series') return { page: 'series', id }
    if (id !== undefined && segments[0] === 'watch') return { page: 'watch', id }
  }
  return { page: 'unknown' }
}

export const homePath = '/'
export const libraryPath = '/library'
export const seriesPath = (id: Id): string => `/series/${encodeURIComponent(id)}`
export const watchPath = (id: Id): string => `/watch/${encodeURIComponent(id)}`
