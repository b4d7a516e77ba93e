// What is known of an episode's songs: "none found" may be said only once somebody has listened for them.
import type { EpisodeSummary, SeriesDetail } from '../api/types'

export type Stage = NonNullable<EpisodeSummary['sound']>

/** Its songs are still to be looked for: nobody has listened yet, or its sound is measured and not compared. */
export const isToBeHeard = (stage: Stage | undefined): boolean => stage === 'waiting' || stage === 'listened'

/** Of the episodes that can be heard, how many have been. */
export function heardOf(series: Pick<SeriesDetail, 'seasons'>): { heard: number; count: number } {
  const stages = series.seasons.flatMap(({ episodes }) => episodes.filter(({ playable }) => playable).map(({ sound }) => sound))
  const heard = stages.filter((stage) => stage === 'heard').length
  return { heard, count: heard + stages.filter(isToBeHeard).length }
}
