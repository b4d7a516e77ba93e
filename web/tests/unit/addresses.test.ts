// Addresses: of pages, of what pages ask the server for.
import { describe, expect, test } from 'vitest'
import { seriesListUrl } from '../../src/api/urls'
import { matchRoute, seasonIn, seriesPath, watchPath } from '../../src/router/routes'

describe('an address', () => {
  test.each([
    ['/', { page: 'home' }],
    ['/library', { page: 'library', sort: 'title', filters: {} }],
    ['/library/', { page: 'library', sort: 'title', filters: {} }],
    ['/library?sort=year&genre=SF&year=2024&x=1', { page: 'library', sort: 'year', filters: { genre: 'SF', year: '2024' } }],
    ['/library?sort=x', { page: 'library', sort: 'title', filters: {} }],
    ['/series/7', { page: 'series', id: '7' }],
    ['/watch/a%2Fb', { page: 'watch', id: 'a/b' }],
    ['/watch/7?t=90', { page: 'watch', id: '7', at: 90 }],
    ['/watch/7?t=x', { page: 'watch', id: '7' }],
    ['/search', { page: 'search', query: '' }],
    ['/search?q=%EA%B8%88%EC%83%88%EB%A1%9D', { page: 'search', query: '금새록' }],
    ['/people/3', { page: 'person', id: '3' }],
    ['/songs', { page: 'songs' }],
    ['/albums', { page: 'albums' }],
    ['/server', { page: 'server' }],
    ['/songs/3', { page: 'song', id: '3' }],
    ['/extras/7', { page: 'watch', id: '7', extra: true }],
    ['/watch', { page: 'unknown' }],
    ['/series/7/8', { page: 'unknown' }],
    ['/series/%E0%A4%A', { page: 'unknown' }],
    ['/nothing', { page: 'unknown' }],
  ])('%s is %j', (path, route) => {
    expect(matchRoute(path)).toEqual(route)
  })

  test('leads back to the id it was made from', () => {
    for (const id of ['7', 'a/b', '가 나', '%', '?#']) {
      expect(matchRoute(seriesPath(id))).toEqual({ page: 'series', id })
      expect(matchRoute(watchPath(id))).toEqual({ page: 'watch', id })
    }
  })

  test('of a series may name a season', () => {
    expect(matchRoute(seriesPath('7', 2))).toEqual({ page: 'series', id: '7' })
    expect([seriesPath('7', 0), seriesPath('7'), '/series/7?season=x'].map(seasonIn)).toEqual([0, undefined, undefined])
  })

  test('asks the server for a page of a list', () => {
    expect(seriesListUrl()).toBe('/api/v1/series')
    expect(seriesListUrl({ sort: 'year', limit: 60, cursor: 'a b' })).toBe('/api/v1/series?sort=year&limit=60&cursor=a+b')
  })
})
