// Which episode the main button of a series plays, and what it says.
import type { EpisodeSummary, Id } from '../api/types'
import { t } from '../i18n/locale.svelte'
import { isFinished, resumePositionMs, type Progress } from '../progress/progress'

export interface PlayOffer {
  episode: EpisodeSummary
  season: number
  resumes: boolean
}

/** What of a series matters here. */
interface Watchable {
  id: Id
  seasons: readonly { number: number; episodes: readonly EpisodeSummary[] }[]
}

/** Specials come last: nobody begins with them. */
export function inWatchingOrder(series: Watchable): PlayOffer[] {
  const seasons = [...series.seasons].sort((a, b) => (a.number || Infinity) - (b.number || Infinity))
  return seasons.flatMap((season) => season.episodes.map((episode) => ({ episode, season: season.number, resumes: false })))
}

/** The episode begun last, or the one after it when that is finished, else the first that can be played. */
export function playOffer(series: Watchable, progress: readonly Progress[]): PlayOffer | undefined {
  const all = inWatchingOrder(series)
  const playable = all.filter(({ episode }) => episode.playable)
  const last = progress
    .filter((entry) => String(entry.seriesId) === String(series.id))
    .sort((a, b) => b.updatedAt - a.updatedAt)[0]
  const at = last ? playable.findIndex(({ episode }) => String(episode.id) === String(last.episodeId)) : -1
  if (last && at >= 0) {
    const offer = isFinished(last) ? playable[at + 1] : playable[at]
    if (offer) return { ...offer, resumes: !isFinished(last) && resumePositionMs(last) > 0 }
  }
  return playable[0]
}

export function offerLabel(offer: PlayOffer): string {
  const number = offer.episode.number ?? ''
  if (offer.season === 0) return t('episode.play', { name: t('episode.special', { number }) })
  if (offer.season === 1) return t(offer.resumes ? 'series.resume' : 'series.play', { number })
  return t(offer.resumes ? 'series.resumeSeason' : 'series.playSeason', { season: offer.season, number })
}
