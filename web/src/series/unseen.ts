// What of a series is left, when its last episode has ended.
import type { EpisodeSummary, Id, SeriesDetail } from '../api/types'
import { isFinished, type Progress } from '../progress/progress'
import { inWatchingOrder } from './resume'

export interface Left {
  /** The first that can be played and was not seen to its end. */
  first: { season: number; episode: EpisodeSummary } | undefined
  /** Every episode there is was seen. */
  nothing: boolean
}

/** `ended`: the episode that has just been seen, whose place may not be kept yet. */
export function leftOf(series: Pick<SeriesDetail, 'id' | 'seasons'>, ended: Id, progress: (id: Id) => Progress | undefined): Left {
  const left = inWatchingOrder(series).filter(({ episode: { id } }) => {
    const place = progress(id)
    return String(id) !== String(ended) && !(place && isFinished(place))
  })
  return { first: left.find(({ episode }) => episode.playable), nothing: left.length === 0 }
}
