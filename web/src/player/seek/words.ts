import { t } from '../../i18n/locale.svelte'
import type { Segment } from './segments'

/** The chapter's title, the part's name, or "Chapter 3". */
export function segmentName(segment: Segment, all: readonly Segment[]): string {
  if (segment.title) return segment.title
  if (segment.part) return t(`part.${segment.part}`)
  return t('player.chapter', { number: all.indexOf(segment) + 1 })
}
