// A place in an episode, as the tests need it.
import type { Progress } from '../../src/progress/progress'

export const minute = 60_000
export const progress = (more: Partial<Progress>): Progress => ({
  episodeId: 'e1', seriesId: 's1', seriesTitle: '도깨비', season: 1, number: 1, title: '', positionMs: 20 * minute, durationMs: 60 * minute, updatedAt: 1, artwork: {}, next: null, ...more,
})
