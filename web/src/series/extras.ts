// What belongs to a series beside its episodes, in the order one looks for it.
import type { Extra, SeriesDetail } from '../api/types'
import { t, type MessageKey } from '../i18n/locale.svelte'

/** For the program, and for players that show moving backgrounds: nobody watches them. */
const notWatched: readonly Extra['kind'][] = ['sample', 'theme video']

/** Trailers first, then as they lie in the library: of the series, of its seasons, of their episodes. */
export function extrasOf({ extras, seasons }: Pick<SeriesDetail, 'extras' | 'seasons'>): Extra[] {
  const all = [...extras, ...seasons.flatMap((season) => [...season.extras, ...season.episodes.flatMap((episode) => episode.extras)])]
  const watched = all.filter(({ kind }) => !notWatched.includes(kind))
  return watched.sort((a, b) => Number(b.kind === 'trailer') - Number(a.kind === 'trailer'))
}

const kinds: Partial<Record<Extra['kind'], MessageKey>> = {
  trailer: 'extra.trailer',
  'behind the scenes': 'extra.behind',
  'deleted scene': 'extra.deleted',
  interview: 'extra.interview',
  scene: 'extra.scene',
  short: 'extra.short',
  featurette: 'extra.featurette',
  clip: 'extra.clip',
}

/** Nothing for what has no kind of its own. */
export function extraKind(kind: Extra['kind']): string {
  const key = kinds[kind]
  return key ? t(key) : ''
}
