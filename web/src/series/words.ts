// How series and episodes are named in words.
import type { EpisodeSummary, SeriesSummary } from '../api/types'
import { genreName } from '../i18n/genres'
import { t } from '../i18n/locale.svelte'
import { lengthInWords } from '../i18n/names'

/** "E4" in the first season, "S2 E4" after it, "Special 4" outside. */
export function episodeName(season: number, number: number | null, end?: number | null): string {
  if (number === null) return ''
  if (season === 0) return t('episode.special', { number })
  if (end && end > number) return t('episode.numberRange', { number, end })
  return season > 1 ? t('episode.seasonNumber', { season, number }) : t('episode.number', { number })
}

/** "2019", "4 episodes", "Romance": what stands under a title. */
export function seriesFacts(series: SeriesSummary): string[] {
  const facts: string[] = []
  if (series.year) facts.push(String(series.year))
  if (series.season_count && series.season_count > 1) facts.push(t('series.seasons', { count: series.season_count }))
  if (series.episode_count > 0) facts.push(t('series.episodes', { count: series.episode_count }))
  const genres = (series.genres ?? []).slice(0, 2).map((genre) => genreName(genre)).join(', ')
  if (genres) facts.push(genres)
  return facts
}

export function episodeLength(episode: EpisodeSummary): string {
  return episode.duration ? lengthInWords(episode.duration * 1000) : ''
}
