// Episodes said to be watched, or not to be: kept as places in them are, with a way back.
import type { EpisodeSummary, Id, SeriesDetail } from '../api/types'
import { undo } from '../frame/undo.svelte'
import { t } from '../i18n/locale.svelte'
import { progressBook } from '../progress/local_book.svelte'
import { isFinished, linkOf, type Progress } from '../progress/progress'
import { inWatchingOrder } from './resume'

type Series = Pick<SeriesDetail, 'id' | 'title' | 'seasons'>

export const isWatched = ({ id }: Pick<EpisodeSummary, 'id'>): boolean => {
  const place = progressBook.of(id)
  return place !== undefined && isFinished(place)
}

/** What is to be kept of the episodes `ids`, the last of them as watched last. */
export function watchedPlaces(series: Series, ids: readonly Id[], now: number): Progress[] {
  const all = inWatchingOrder(series)
  const wanted = all.filter(({ episode }) => ids.includes(episode.id))
  return wanted.map(({ episode, season }, at) => {
    // Of unknown length as well: at its end.
    const durationMs = Math.round((episode.duration ?? 0) * 1000) || 1
    const next = all[all.findIndex((other) => other.episode.id === episode.id) + 1]
    return {
      episodeId: episode.id, seriesId: series.id, seriesTitle: series.title, season, number: episode.number ?? 0, title: episode.title ?? '',
      positionMs: durationMs, durationMs, reachedMs: durationMs, updatedAt: now - wanted.length + 1 + at, marked: true,
      artwork: episode.artwork?.thumb ? { thumb: episode.artwork.thumb } : {}, next: linkOf(next?.episode, next?.season ?? season),
    }
  })
}

/** `name`: of what is marked, an episode, a season or the series. */
export function mark(series: Series, episodes: readonly EpisodeSummary[], watched: boolean, name: string): void {
  const ids = episodes.filter((episode) => isWatched(episode) !== watched && (!watched || episode.playable)).map(({ id }) => id)
  undo.show(t(watched ? 'watched.marked' : 'watched.unmarked', { name }), watched ? progressBook.mark(watchedPlaces(series, ids, Date.now())) : progressBook.forget(ids))
}
