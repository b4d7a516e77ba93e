// How far a viewer has come, and what follows from it.
import { beforeEach, describe, expect, test } from 'vitest'
import { LocalProgressBook } from '../../src/progress/local_book.svelte'
import { stillUrl } from '../../src/api/urls'
import { continueItems, isFinished, linkOf, resumePositionMs, type Progress } from '../../src/progress/progress'
import type { EpisodeLink, Picture, SeriesDetail } from '../../src/api/types'
import { playOffer } from '../../src/series/resume'
import { leftOf, nextInstalment } from '../../src/series/unseen'
import { minute, progress } from './progress_of'

describe('the place one left', () => {
  test.each([
    ['a little before it', { positionMs: 20 * minute }, 20 * minute - 3000],
    ['the beginning when one had hardly begun', { positionMs: 10_000 }, 0],
    ['the beginning when one had finished', { positionMs: 58 * minute }, 0],
  ])('is gone on from %s', (_, more, expected) => {
    expect(resumePositionMs(progress(more))).toBe(expected)
  })

  test('is the beginning of an episode never played', () => {
    expect(resumePositionMs(undefined)).toBe(0)
  })

  test('is not the end of an episode whose length is unknown', () => {
    expect(isFinished(progress({ durationMs: 0 }))).toBe(false)
  })
})

describe('continue watching', () => {
  const next = { id: 'e2', season: 1, number: 2, title: 'b' }
  test('shows one episode a series, the last watched first', () => {
    const items = continueItems([
      progress({ updatedAt: 1 }),
      progress({ seriesId: 's2', episodeId: 'x', updatedAt: 5 }),
      progress({ episodeId: 'e3', number: 3, updatedAt: 9 }),
    ])
    expect(items.map((item) => [item.seriesId, item.episodeId])).toEqual([['s1', 'e3'], ['s2', 'x']])
  })

  test('shows the picture of the very place, to the second before it', () => {
    const [item] = continueItems([progress({ positionMs: 20 * minute + 999 })])
    expect(stillUrl(item?.episodeId ?? '', item?.positionMs ?? 0)).toBe('/api/v1/episodes/e1/still?at=1200')
  })

  test('offers the next episode when the last one is finished', () => {
    expect(continueItems([progress({ positionMs: 60 * minute, next })])[0]).toMatchObject({ episodeId: 'e2', number: 2, share: 0 })
  })

  test('shows the next episode by its own picture or one of the series, never by that of the episode before', () => {
    const [thumb, fanart, own] = ['/thumb', '/fanart', '/own'].map((url) => ({ url }) as Picture) as [Picture, Picture, Picture]
    const after = (more: object): unknown => continueItems([progress({ positionMs: 60 * minute, artwork: { thumb, fanart }, next: { ...next, ...more } })])[0]?.artwork
    expect(after({ artwork: { thumb: own } })).toEqual({ thumb: own, fanart })
    expect(after({ artwork: {} })).toEqual({ fanart })
    expect(after({})).toEqual({ fanart })
    expect(linkOf({ id: 'e2', number: 2, artwork: { thumb: own } } as unknown as EpisodeLink, 1)?.artwork).toEqual({ thumb: own })
  })

  test('stays with a series whose next episode has only just begun by itself', () => {
    const ended = progress({ positionMs: 60 * minute, next, updatedAt: 1 })
    const begun = progress({ episodeId: 'e2', number: 2, positionMs: 2000, updatedAt: 2 })
    expect(continueItems([begun, ended])).toMatchObject([{ episodeId: 'e2', number: 2, share: 0, positionMs: 0 }])
    expect(continueItems([{ ...begun, positionMs: 20_000 }, ended])).toMatchObject([{ episodeId: 'e2', positionMs: 20_000 }])
  })

  test('is not led away by an episode opened for a moment', () => {
    expect(continueItems([progress({}), progress({ episodeId: 'e5', positionMs: 2000, updatedAt: 2 })])).toMatchObject([{ episodeId: 'e1', positionMs: 20 * minute }])
  })

  test('goes on where one is, past what has been watched as well', () => {
    const third = { id: 'e3', season: 1, number: 3, title: 'c' }
    const ended = progress({ positionMs: 60 * minute, next, updatedAt: 9 })
    const second = progress({ episodeId: 'e2', positionMs: 60 * minute, next: third })
    expect(continueItems([ended, progress({ episodeId: 'e2' })])).toMatchObject([{ episodeId: 'e2', positionMs: 20 * minute }])
    expect(continueItems([ended, second])).toMatchObject([{ episodeId: 'e3', share: 0 }])
    const all = [second, progress({ episodeId: 'e3', positionMs: 60 * minute })]
    expect(continueItems([ended, ...all])).toMatchObject([{ episodeId: 'e2', share: 0 }])
    expect(continueItems([{ ...ended, marked: true }, ...all])).toEqual([])
  })

  test('lets go of a series that is finished or hardly begun', () => {
    expect(continueItems([progress({ positionMs: 60 * minute }), progress({ seriesId: 's2', positionMs: 2000 })])).toEqual([])
  })
})

describe('the progress book of the browser', () => {
  let kept: Map<string, string>
  const storage = (): Storage => ({ getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) }) as unknown as Storage
  beforeEach(() => (kept = new Map()))

  test('remembers places over visits', () => {
    new LocalProgressBook(storage()).keep(progress({}))
    expect(new LocalProgressBook(storage()).of('e1')).toEqual(progress({}))
  })

  test('keeps one place an episode, and tells a number from its text no better than a URL does', () => {
    const book = new LocalProgressBook(storage())
    book.keep(progress({ episodeId: 7 }))
    book.keep(progress({ episodeId: '7', positionMs: 5 }))
    expect(book.all()).toHaveLength(1)
    expect(book.of(7)?.positionMs).toBe(5)
  })

  test('forgets a series whole', () => {
    const book = new LocalProgressBook(storage())
    book.keep(progress({}))
    book.keep(progress({ episodeId: 'e2' }))
    const undo = book.forgetSeries('s1')
    expect(book.all()).toEqual([])
    undo()
    expect(book.all().map((entry) => entry.episodeId)).toEqual(['e2', 'e1'])
  })

  test('brings a forgotten series back beside what was watched meanwhile', () => {
    const book = new LocalProgressBook(storage())
    book.keep(progress({ positionMs: 5, updatedAt: 1 }))
    book.keep(progress({ episodeId: 'e2', updatedAt: 2 }))
    const undo = book.forgetSeries('s1')
    book.keep(progress({ positionMs: 9, updatedAt: 3 }))
    book.keep(progress({ episodeId: 'f1', seriesId: 's2', updatedAt: 4 }))
    undo()
    expect(book.all().map((entry) => entry.episodeId)).toEqual(['f1', 'e1', 'e2'])
    expect(book.of('e1')?.positionMs).toBe(9)
  })

  test('takes episodes as watched, and gives back what was kept of them', () => {
    const book = new LocalProgressBook(storage())
    book.keep(progress({ positionMs: 5, updatedAt: 1 }))
    const undo = book.mark([progress({ positionMs: 60 * minute, updatedAt: 2, marked: true }), progress({ episodeId: 'e2', positionMs: 60 * minute, updatedAt: 3, marked: true })])
    expect(new LocalProgressBook(storage()).all().map((entry) => [entry.episodeId, isFinished(entry)])).toEqual([['e2', true], ['e1', true]])
    undo()
    expect(book.all()).toEqual([progress({ positionMs: 5, updatedAt: 1 })])
  })

  test('keeps what was watched after episodes were marked, also when that is undone', () => {
    const book = new LocalProgressBook(storage())
    const undo = book.mark([progress({ positionMs: 60 * minute, updatedAt: 2 })])
    book.keep(progress({ positionMs: 7, updatedAt: 9 }))
    undo()
    expect(book.of('e1')?.positionMs).toBe(7)
  })

  test('forgets single episodes', () => {
    const book = new LocalProgressBook(storage())
    for (const episodeId of ['e1', 'e2', 'e3']) book.keep(progress({ episodeId, updatedAt: Number(episodeId[1]) }))
    const undo = book.forget(['e2'])
    expect(book.all().map((entry) => entry.episodeId)).toEqual(['e3', 'e1'])
    undo()
    expect(book.all().map((entry) => entry.episodeId)).toEqual(['e3', 'e2', 'e1'])
  })

  test('holds at most two thousand, the newest', () => {
    const book = new LocalProgressBook(storage())
    book.mark(Array.from({ length: 2010 }, (_, at) => progress({ episodeId: at, updatedAt: at })))
    book.keep(progress({ episodeId: 2010, updatedAt: 2010 }))
    expect(book.all()).toHaveLength(2000)
    expect(book.of(2010)).toBeDefined()
    expect(book.of(5)).toBeUndefined()
  })

  test('works for the visit when the storage is full or missing', () => {
    const full = { getItem: () => null, setItem: () => { throw new DOMException('full', 'QuotaExceededError') } } as unknown as Storage
    for (const book of [new LocalProgressBook(full), new LocalProgressBook(undefined)]) {
      book.keep(progress({}))
      expect(book.of('e1')).toBeDefined()
    }
  })

  test.each(['', 'x', '{}', '[1, null, {"episodeId": 1}]'])('is not upset by %s', (text) => {
    kept.set('bonustrack.progress.1', text)
    expect(new LocalProgressBook(storage()).all()).toEqual([])
  })
})

describe('the main button of a series', () => {
  const names = ['', 'sp', 'a', 'b', 'c', 'd']
  const episode = (id: string, number: number, playable = true) => ({ id: names.indexOf(id), number, playable })
  const series = {
    id: 's1', title: '', artwork: {}, episode_count: 4, season_count: 2,
    seasons: [
      { number: 0, episodes: [episode('sp', 1)] },
      { number: 1, episodes: [episode('a', 1), episode('b', 2, false), episode('c', 3)] },
      { number: 2, episodes: [episode('d', 1)] },
    ],
  }
  const offered = (all: Progress[]): unknown => {
    const offer = playOffer(series, all.map((entry) => ({ ...entry, episodeId: names.indexOf(String(entry.episodeId)) })))
    return offer && [names[offer.episode.id], offer.resumes]
  }

  test.each<[string, Progress[], unknown]>([
    ['plays the first episode, not a special', [], ['a', false]],
    ['goes on with the episode watched last', [progress({ episodeId: 'a', updatedAt: 1 }), progress({ episodeId: 'c', updatedAt: 2 })], ['c', true]],
    ['plays the next that can be played after a finished one', [progress({ episodeId: 'a', positionMs: 60 * minute })], ['c', false]],
    ['crosses into the next season', [progress({ episodeId: 'c', positionMs: 60 * minute })], ['d', false]],
    ['goes on past what has been watched as well', [progress({ episodeId: 'a', positionMs: 60 * minute, updatedAt: 2 }), progress({ episodeId: 'c', positionMs: 60 * minute })], ['d', false]],
    ['goes on where one is after a marked episode', [progress({ episodeId: 'a', positionMs: 60 * minute, updatedAt: 2, marked: true }), progress({ episodeId: 'c' })], ['c', true]],
    ['begins again when all is said to be seen', ['sp', 'd', 'c', 'a'].map((episodeId, at) => progress({ episodeId, positionMs: 60 * minute, updatedAt: at, marked: true })), ['a', false]],
    ['begins again when all is seen', [progress({ episodeId: 'sp', positionMs: 60 * minute })], ['a', false]],
    ['is not led by another series', [progress({ seriesId: 's2', episodeId: 'c' })], ['a', false]],
  ])('%s', (_, all, expected) => {
    expect(offered(all)).toEqual(expected)
  })

  test('is not there when nothing can be played', () => {
    expect(playOffer({ ...series, seasons: [{ number: 1, episodes: [episode('b', 1, false)] }] }, [])).toBeUndefined()
  })
})

describe('after the last episode', () => {
  const of = (id: number, more = {}) => ({ id, number: id, title: '', playable: true, ...more })
  const series = { id: 1, seasons: [{ number: 0, episodes: [of(9)] }, { number: 1, episodes: [of(1), of(2, { playable: false }), of(3), of(4)] }] } as unknown as SeriesDetail
  const seen = (...ids: number[]) => (id: unknown) => (ids.includes(Number(id)) ? progress({ positionMs: 60 * minute }) : undefined)

  test('the first that was not seen is named, specials last', () => {
    expect(leftOf(series, 4, seen(1)).first?.episode.id).toBe(3)
    expect(leftOf(series, 4, seen(1, 3)).first?.episode.id).toBe(9)
    expect(leftOf(series, 4, () => progress({})).first?.episode.id).toBe(1)
  })

  test('the instalment that follows is named, when there is one to watch', () => {
    const instalment = (id: number, number: number | null, episode_count = 4) => ({ id, series_id: id, number, episode_count })
    const follows = (...instalments: object[]) => nextInstalment({ id: 1, instalments } as unknown as SeriesDetail)?.id
    expect(follows(instalment(3, 4), instalment(1, 1), instalment(2, 2))).toBe(2)
    expect(follows(instalment(1, 1), instalment(2, 2, 0), instalment(3, 3))).toBe(3)
    expect(follows(instalment(1, 2), instalment(2, 1), instalment(3, null))).toBeUndefined()
    expect(follows(instalment(1, null), instalment(2, 2))).toBeUndefined()
    expect(follows()).toBeUndefined()
  })

  test('everything was seen only when nothing is left, also of what cannot be played', () => {
    expect(leftOf(series, 4, seen(1, 3, 9))).toEqual({ first: undefined, nothing: false })
    expect(leftOf(series, 4, seen(1, 2, 3, 9)).nothing).toBe(true)
  })
})
