// The library: a grid of any length, fetched where it is looked at.
import { describe, expect, test, vi } from 'vitest'
import { Catalogue } from '../../src/library/catalogue.svelte'
import { gridOf, heightOf, placeOf, placesInSight, stepFrom } from '../../src/library/grid'

describe('a grid of any length', () => {
  const grid = gridOf(1168, 16)

  test.each([[358, 2], [700, 4], [1168, 6], [1800, 7], [2400, 8]])('%d pixels wide has %d columns', (width, columns) => {
    expect(gridOf(width, 16).columns).toBe(columns)
  })

  test('draws what is in sight and a row beyond, never more than sixty cards', () => {
    for (const [width, height] of [[358, 844], [700, 1000], [1168, 800], [1800, 1080], [2400, 1440]] as const) {
      const here = gridOf(width, 16)
      for (const top of [-300, 0, 5_000, heightOf(here, 10_000)]) {
        const [from, to] = placesInSight(here, 10_000, top, height)
        expect(to - from).toBeLessThanOrEqual(60)
        expect(placeOf(here, from).y).toBeLessThanOrEqual(Math.max(0, top))
        expect(to === 10_000 || placeOf(here, to).y >= top + height).toBe(true)
      }
    }
  })

  test('is walked with the arrows, and left at its edges', () => {
    const from = (index: number, key: string) => stepFrom(grid, index, 20, key)
    expect([from(0, 'ArrowRight'), from(0, 'ArrowLeft'), from(7, 'ArrowUp'), from(3, 'ArrowUp'), from(16, 'ArrowDown'), from(19, 'ArrowDown'), from(5, 'End'), from(5, 'x')]).toEqual([1, undefined, 1, undefined, 19, undefined, 19, undefined])
  })
})

describe('a long list', () => {
  const listed = (from: number, limit: number, total: number) => ({
    series: Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, offset) => ({ id: from + offset + 1, title: `${from + offset}`, artwork: {}, episode_count: 1 })),
    next_cursor: from + limit < total ? String(from + limit) : null,
    total,
  })
  /** A server with `total` titles, the second half of them under another letter. */
  function serve(total: number): string[] {
    const asked: string[] = []
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url)
      const query = new URL(url, 'http://x').searchParams
      const body = url.includes('/letters')
        ? { letters: [{ letter: 'A', series: total / 2, cursor: null }, { letter: 'ㄱ', series: total / 2, cursor: String(total / 2) }] }
        : listed(Number(query.get('cursor') ?? 0), Number(query.get('limit')), total)
      return Promise.resolve({ ok: true, headers: new Headers(), json: () => Promise.resolve(body) })
    })
    return asked
  }
  const rest = () => new Promise((done) => setTimeout(done, 20))

  test('is fetched where it is looked at: a jump to a letter reads from there', async () => {
    const asked = serve(10_000)
    const catalogue = new Catalogue({ sort: 'title' })
    await rest()
    expect([catalogue.total, catalogue.letters?.map(({ letter, first }) => [letter, first])]).toEqual([10_000, [['A', 0], ['ㄱ', 5_000]]])
    catalogue.want(5_000, 5_030)
    await rest()
    expect([catalogue.at(5_029)?.title, catalogue.at(4_000)]).toEqual(['5029', undefined])
    expect(asked.filter((url) => !url.includes('letters'))).toHaveLength(2)
    vi.unstubAllGlobals()
  })

  test('without letters is crossed in large steps, and what is known is not asked again', async () => {
    const asked = serve(3_000)
    const catalogue = new Catalogue({ sort: 'added' })
    await rest()
    catalogue.want(2_000, 2_010)
    await rest()
    expect(catalogue.at(2_009)?.title).toBe('2009')
    const before = asked.length
    expect(before).toBeLessThan(7)
    catalogue.want(0, 60)
    await rest()
    expect(asked).toHaveLength(before)
    vi.unstubAllGlobals()
  })
})
