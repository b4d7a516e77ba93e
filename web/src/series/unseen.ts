// What of a series is left, when its last episode has ended.
import type { EpisodeSummary, Id, Instalment, SeriesDetail } from '../api/types'
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

/** The instalment of its anthology that comes after this series, as far as the library has episodes of it. */
export function nextInstalment({ id, instalments }: Pick<SeriesDetail, 'id' | 'instalments'>): Instalment | undefined {
  const own = instalments.find((each) => each.series_id === id)?.number
  if (own == null) return undefined
  const later = instalments.filter((each) => each.number !== null && each.number > own && each.episode_count > 0)
  return later.sort((a, b) => (a.number ?? 0) - (b.number ?? 0))[0]
}
