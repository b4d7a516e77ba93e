// What stands on the home page, and in which order.
import { describe, expect, test } from 'vitest'
import type { SeriesSummary } from '../../src/api/types'
import { heardSongs } from '../../src/home/heard'
import { byInstalment, featured, keepOrder, rowNames } from '../../src/home/rows'
import type { Progress } from '../../src/progress/progress'
import { minute, progress } from './progress_of'

describe('the home page', () => {
  const series = (title: string, more: Partial<SeriesSummary> = {}): SeriesSummary => ({ id: title.charCodeAt(0), title, artwork: {}, episode_count: 1, season_count: 1, ...more })
  const part = (id: string, instalment: number): SeriesSummary => series(id, { anthology: { name: '사운드트랙', instalment } })

  test('draws an anthology in the order of its instalments', () => {
    expect(byInstalment([series('c', { anthology: { name: '사운드트랙', instalment: null } }), part('b', 2), part('a', 1)]).map((entry) => entry.title)).toEqual(['a', 'b', 'c'])
  })

  test('draws no row of one, and no more rows than one reads', () => {
    const count = (name: string, series: number) => ({ name, series })
    expect(rowNames({ anthologies: [count('x', 1), count('y', 2)], genres: ['a', 'b', 'c', 'd'].map((name) => count(name, 9)) }, 10, 8)).toEqual({ anthologies: ['y'], genres: ['a', 'b', 'c'] })
    expect(rowNames({ anthologies: [], genres: [count('a', 9), count('b', 8)] }, 9, 8)).toEqual({ anthologies: [], genres: ['b'] })
    expect(rowNames({ anthologies: [count('y', 2)], genres: [] }, 2, 8)).toEqual({ anthologies: [], genres: [] })
    expect(rowNames({ anthologies: [count('y', 2)], genres: [count('a', 9), count('b', 9)] }, 10, 2)).toEqual({ anthologies: ['y'], genres: ['a'] })
    expect(rowNames({ anthologies: [count('y', 2)], genres: [count('a', 9)] }, 10, -1)).toEqual({ anthologies: [], genres: [] })
  })

  test('moves nothing that is in sight when something new comes', () => {
    const ids = (text: string) => [...text].map((id) => ({ id }))
    expect(keepOrder(ids('abc'), ids('xbac'))).toEqual(ids('abcx'))
    expect(keepOrder(ids('abc'), ids('ca'))).toEqual(ids('ac'))
    expect(keepOrder([], ids('ab'))).toEqual(ids('ab'))
  })

  test('names the songs one has come to, the last first and each once', () => {
    const cue = (id: number | null, start: number) => ({ song: { id, title: `song ${id}`, artist: '', album: '' }, start, end: start + 9 })
    const episode = (id: string, cues: ReturnType<typeof cue>[]) => ({ id, series: { id: 1, title: 's' }, cues }) as unknown as Parameters<typeof heardSongs>[0][number]
    const reached: Record<string, Progress> = { a: progress({ positionMs: 10_000, reachedMs: 60_000 }), b: progress({ positionMs: 59 * minute }) }
    const heard = heardSongs([episode('a', [cue(1, 5), cue(2, 50), cue(3, 70)]), episode('b', [cue(2, 1), cue(null, 2), cue(4, 3000)]), episode('c', [cue(5, 0)])], (id) => reached[id])
    expect(heard.map((song) => song.id)).toEqual([2, 1, 4])
  })

  test('shows large the newest series with a wide picture', () => {
    const wide = { fanart: { url: '/x' } }
    expect(featured([series('a'), series('b', { artwork: wide, episode_count: 0 }), series('c', { artwork: wide })])?.title).toBe('c')
    expect(featured([series('a'), series('b')])?.title).toBe('a')
    expect(featured([])).toBeUndefined()
  })
})
