import { expect, test } from 'vitest'
import { Standing, type Finding, type Place } from '../../src/player/standing'

/** At `seconds`, with all up to `end` at hand. */
const at = (seconds: number, end = 60, more: Partial<Place> = {}): Place => ({ currentTime: seconds, seeking: false, ended: false, buffered: { length: 1, start: () => 0, end: () => end }, ...more })

/** Findings of looks at [ms, place]. */
function looks(...all: [number, Place][]): Finding[] {
  const standing = new Standing()
  standing.begin()
  return all.map(([ms, place]) => standing.look(place, ms))
}

test('a picture that moves is left alone', () => {
  expect(looks([16, at(1)], [32, at(1.02)], [48, at(1.04)])).toEqual([undefined, undefined, undefined])
})

test('a picture that has not moved for a second stands, until it moves', () => {
  expect(looks([0, at(1)], [999, at(1)], [1_000, at(1)], [2_000, at(1)], [2_016, at(1.02)], [2_032, at(1.04)])).toEqual([undefined, undefined, 'stands', 'stands', 'moves', undefined])
})

test('with all at hand it is pushed once, and given up when that was of no use', () => {
  expect(looks([0, at(1)], [4_999, at(1)], [5_000, at(1)], [5_016, at(1)], [15_000, at(1)], [15_001, at(1)])).toEqual([undefined, 'stands', 'push', 'stands', 'stands', 'lost'])
})

test('the seek of a push is no picture that moves: what stands again after it is given up', () => {
  expect(looks([0, at(1)], [5_000, at(1)], [5_016, at(1, 60, { seeking: true })], [6_100, at(1)], [10_100, at(1)], [20_017, at(1)])).toEqual([undefined, 'push', undefined, 'stands', 'stands', 'lost'])
})

test('a picture that moved after a push may be pushed again', () => {
  expect(looks([0, at(1)], [5_000, at(1)], [5_100, at(1.02)], [10_100, at(1.02)])).toEqual([undefined, 'push', 'moves', 'push'])
})

test('without what comes next it waits for the engine', () => {
  expect(looks([0, at(1, 1.5)], [60_000, at(1, 1.5)])).toEqual([undefined, 'stands'])
})

test('the end, a seek, and a stop before it ran are no standing', () => {
  expect(looks([0, at(60)], [9_000, at(60, 60, { ended: true })])).toEqual([undefined, 'moves'])
  const standing = new Standing()
  expect([standing.look(at(3), 0), (standing.begin(), standing.look(at(3), 90_000)), standing.look(at(3), 90_500)]).toEqual([undefined, 'moves', undefined])
})
