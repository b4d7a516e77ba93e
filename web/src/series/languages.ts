// In which languages episodes are heard and read: said once for the series, and of an episode where it has others.
import type { EpisodeSummary, SeriesDetail } from '../api/types'
import { locale, t } from '../i18n/locale.svelte'
import { languageName } from '../i18n/names'

const kNamed = 3

export interface Languages {
  audio: string
  subtitles: string
}

function inWords(tags: readonly string[] | undefined): string {
  const names = [...new Set((tags ?? []).map((tag) => languageName(tag, locale.current)).filter((word) => word !== undefined))]
  const more = names.length - kNamed
  const first = names.slice(0, kNamed).join(', ')
  return more > 0 ? `${first} ${t('episode.moreLanguages', { count: more })}` : first
}

/** Empty words where nothing is known. */
export const languagesOf = (episode: Pick<EpisodeSummary, 'audio_languages' | 'subtitle_languages'>): Languages => ({
  audio: inWords(episode.audio_languages),
  subtitles: inWords(episode.subtitle_languages),
})

/** What most of them have; empty where no list is that of more than half. */
function mostOf(lists: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const list of lists) counts.set(list, (counts.get(list) ?? 0) + 1)
  return [...counts].find(([, count]) => count * 2 > lists.length)?.[0] ?? ''
}

/** Of the episodes that can be played. */
export function usualLanguages({ seasons }: Pick<SeriesDetail, 'seasons'>): Languages {
  const all = seasons.flatMap(({ episodes }) => episodes.filter(({ playable }) => playable).map(languagesOf))
  return { audio: mostOf(all.map(({ audio }) => audio)), subtitles: mostOf(all.map(({ subtitles }) => subtitles)) }
}
