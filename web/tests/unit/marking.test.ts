// What is kept of episodes that are only said to be watched.
import { expect, test } from 'vitest'
import type { SeriesDetail } from '../../src/api/types'
import { continueItems, isFinished } from '../../src/progress/progress'
import { watchedPlaces } from '../../src/series/marking'
import { hasSeen } from '../../src/songs/scenes'

const episode = (id: number, number: number, duration: number | null = 600) => ({ id, number, title: '', playable: true, duration })
const series = { id: 1, title: 'x', seasons: [{ number: 0, episodes: [episode(9, 1)] }, { number: 1, episodes: [episode(1, 1), episode(2, 2, null)] }, { number: 2, episodes: [episode(3, 1)] }] } as unknown as SeriesDetail

test('is finished, of whatever length, and gives nothing away', () => {
  const places = watchedPlaces(series, [1, 2], 100)
  expect(places.map((place) => [place.episodeId, isFinished(place), hasSeen(place, 0)])).toEqual([[1, true, true], [2, true, true]])
})

test('leads on to what follows the last of them, in another season as well', () => {
  expect(continueItems(watchedPlaces(series, [2, 1], 100))).toMatchObject([{ episodeId: 3, season: 2, number: 1, share: 0 }])
  expect(continueItems(watchedPlaces(series, [1], 100))).toMatchObject([{ episodeId: 2, season: 1 }])
})
