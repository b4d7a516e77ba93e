// A person's credits as one list for each kind of work, each series once, newest first.
import type { Credit, SeriesSummary } from '../api/types'
import { t, type MessageKey } from '../i18n/locale.svelte'
import { roleKey } from './roles'

export interface WorkGroup {
  title: MessageKey
  entries: { series: SeriesSummary; note: string }[]
}

const order: MessageKey[] = ['role.actor', 'role.director', 'role.writer', 'role.composer', 'role.producer', 'role.other']

/** `known`: what cards of these series show; one that is not among them has its title alone. */
export function filmography(credits: readonly Credit[], known: readonly SeriesSummary[]): WorkGroup[] {
  const cards = new Map(known.map((series) => [series.id, series]))
  const cardOf = (series: Credit['series']): SeriesSummary => cards.get(series.id) ?? { ...series, artwork: {}, episode_count: 0 }
  const groups = new Map<MessageKey, Map<number, Credit[]>>()
  for (const credit of credits) {
    const title = roleKey(credit.type)
    const group = groups.get(title) ?? new Map<number, Credit[]>()
    group.set(credit.series.id, [...(group.get(credit.series.id) ?? []), credit])
    groups.set(title, group)
  }
  return order.flatMap((title) => {
    const group = groups.get(title)
    if (!group) return []
    const entries = [...group.values()].flatMap(([first, ...others]) => {
      if (!first) return []
      const all = [first, ...others]
      const roles = [...new Set(all.map((credit) => credit.role).filter(Boolean))].join(', ')
      const episodes = all.reduce((sum, credit) => sum + credit.episodes, 0)
      return [{ series: cardOf(first.series), note: roles || (episodes > 0 ? t('series.episodes', { count: episodes }) : '') }]
    })
    return [{ title, entries: entries.sort((a, b) => (b.series.year ?? 0) - (a.series.year ?? 0)) }]
  })
}
