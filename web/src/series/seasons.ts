// How seasons and instalments are named in words, on the page of a series.
import type { SeriesDetail, SeriesSummary } from '../api/types'
import { t } from '../i18n/locale.svelte'

export function seasonName(number: number, title?: string | null): string {
  if (title) return title
  return number === 0 ? t('series.specials') : t('series.season', { number })
}

export function instalmentLine(series: SeriesSummary | SeriesDetail): string {
  const { anthology } = series
  if (!anthology) return ''
  return anthology.instalment === null ? anthology.name : t('series.instalment', { name: anthology.name, number: anthology.instalment })
}
