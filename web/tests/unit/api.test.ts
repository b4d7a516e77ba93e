import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as urls from '../../src/api/urls'

interface Parameter {
  $ref?: string
  name: string
  in: string
}
const { paths, components } = JSON.parse(readFileSync(resolve(__dirname, '../../../src/service/api/openapi.json'), 'utf8')) as {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>
  components: { parameters: Record<string, Parameter> }
}

const filters = Object.fromEntries(urls.seriesFilters.map((name) => [name, '2024']))
const asked: Record<string, string> = {
  seriesListUrl: urls.seriesListUrl({ sort: 'year', ...filters, anthology: 'a', person: 1, limit: 2, cursor: 'c' }),
  lettersUrl: urls.lettersUrl({ sort: 'title', ...filters, anthology: 'a' }),
  filtersUrl: urls.filtersUrl,
  seriesUrl: urls.seriesUrl(1),
  episodeUrl: urls.episodeUrl(1),
  stillUrl: urls.pictureUrl({ url: urls.stillUrl(1, 61_900) }, 300),
  extraUrl: urls.extraUrl(1),
  extraStillUrl: urls.pictureUrl({ url: urls.extraStillUrl(1, 61.9) }, 300),
  similarUrl: urls.similarUrl(1),
  personUrl: urls.personUrl(1),
  songsUrl: urls.songsUrl({ limit: 2, cursor: 'c' }),
  songUrl: urls.songUrl(1, 2),
  seriesSongsUrl: urls.seriesSongsUrl(1, 2),
  albumsUrl: urls.albumsUrl({ limit: 2, cursor: 'c' }),
  albumTiesUrl: urls.albumTiesUrl(1),
  albumTieUrl: urls.albumTieUrl(1, 2),
  episodeSoundUrl: urls.episodeSoundUrl(1),
  searchUrl: urls.searchUrl('비', 2),
  scanUrl: urls.scanUrl,
  analysisUrl: urls.analysisUrl,
  problemsUrl: urls.problemsUrl({ limit: 2, cursor: 'c' }),
  pictureUrl: urls.pictureUrl({ url: '/api/v1/artwork/1?v=2' }, 300),
}

test('every address the app asks for is tried below', () => {
  expect(Object.keys(asked).sort()).toEqual(Object.keys(urls).filter((name) => /Url$/.test(name)).sort())
})

test.each(Object.entries(asked))('%s asks for what the server describes: %s', (_, address) => {
  const { pathname, searchParams } = new URL(address, 'http://server')
  // A path without a parameter wins, as in the server.
  const [path = ''] = Object.keys(paths).sort((a, b) => Number(a.includes('{')) - Number(b.includes('{'))).filter((each) => new RegExp(`^${each.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname))
  const described = (paths[path]?.get?.parameters ?? []).map((each) => (each.$ref ? components.parameters[each.$ref.replace(/.*\//, '')] : each))
  expect(path).not.toBe('')
  expect(described.filter((each) => each?.in === 'query').map((each) => each?.name)).toEqual(expect.arrayContaining([...searchParams.keys()]))
})
