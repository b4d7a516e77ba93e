// Songs: their scenes, what is still to be heard.
import { describe, expect, test } from 'vitest'
import type { SongUse } from '../../src/api/types'
import type { Progress } from '../../src/progress/progress'
import { hasSeen, scenesOf } from '../../src/songs/scenes'
import { heardOf, isToBeHeard } from '../../src/songs/stages'
import { minute, progress } from './progress_of'

test('none found is said of songs only once somebody has listened', () => {
  expect((['waiting', 'listened', 'heard', 'unheard', undefined] as const).map(isToBeHeard)).toEqual([true, true, false, false, false])
  const episode = (sound: 'waiting' | 'listened' | 'heard' | 'unheard', playable = true) => ({ id: 1, number: 1, playable, sound })
  const seasons = [{ number: 1, episodes: [episode('heard'), episode('waiting')] }, { number: 2, episodes: [episode('listened'), episode('unheard'), episode('waiting', false)] }]
  expect(heardOf({ seasons } as unknown as Parameters<typeof heardOf>[0])).toEqual({ heard: 1, count: 3 })
})

describe('the scenes of a song', () => {
  const use = (id: number, start: number): SongUse => ({ start, end: start + 5, episode: { id, title: '', season: 1, number: id }, series: { id: 1, title: '' } })

  test('heard twice at once are one', () => {
    expect(scenesOf([{ ...use(1, 5), end: 6 }, { ...use(1, 5), end: 12 }, use(1, 20)])[0]?.uses.map(({ start, end }) => [start, end])).toEqual([[5, 12], [20, 25]])
  })

  test('are told episode by episode', () => {
    expect(scenesOf([use(1, 5), use(1, 50), use(2, 7)]).map((group) => [group.episode.id, group.uses.map(({ start }) => start)])).toEqual([[1, [5, 50]], [2, [7]]])
  })

  test.each<[string, Progress | undefined, boolean]>([
    ['an episode never begun', undefined, false],
    ['a place the viewer has not come to', progress({ positionMs: 40_000 }), false],
    ['a place just reached', progress({ positionMs: 50_000 }), true],
    ['a place reached before going back', progress({ positionMs: 0, reachedMs: 50_000 }), true],
    ['an episode seen to its end', progress({ positionMs: 60 * minute }), true],
  ])('of %s', (_, known, seen) => {
    expect(hasSeen(known, 50)).toBe(seen)
  })
})
