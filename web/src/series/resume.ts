// Which episode the main button of a series plays, and what it says.
import type { EpisodeSummary, Id } from '../api/types'
import { t } from '../i18n/locale.svelte'
import { isFinished, isWorth, resumePositionMs, type Progress } from '../progress/progress'

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
  const own = progress.filter((entry) => String(entry.seriesId) === String(series.id)).sort((a, b) => b.updatedAt - a.updatedAt)
  const places = new Map(own.map((entry) => [String(entry.episodeId), entry]))
  const placeOf = ({ episode }: PlayOffer): Progress | undefined => places.get(String(episode.id))
  const isSeen = (offer: PlayOffer): boolean => {
    const place = placeOf(offer)
    return place !== undefined && isFinished(place)
  }
  const last = own.find(isWorth) ?? own[0]
  const at = last ? playable.findIndex(({ episode }) => String(episode.id) === String(last.episodeId)) : -1
  if (last && at >= 0) {
    // Past what has been watched as well, as "continue watching" does.
    const offer = isFinished(last) ? (playable.slice(at + 1).find((next) => !isSeen(next)) ?? (last.marked ? undefined : playable[at + 1])) : playable[at]
    if (offer) return { ...offer, resumes: resumePositionMs(placeOf(offer)) > 0 }
  }
  return playable[0]
}

/** The season is named where there is more than one. */
export function offerLabel(offer: PlayOffer, { season_count: seasons }: { season_count?: number | undefined }): string {
  const number = offer.episode.number ?? ''
  if (offer.season === 0) return t('episode.play', { name: t('episode.special', { number }) })
  if (offer.season === 1 && !(seasons && seasons > 1)) return t(offer.resumes ? 'series.resume' : 'series.play', { number })
  return t(offer.resumes ? 'series.resumeSeason' : 'series.playSeason', { season: offer.season, number })
}
