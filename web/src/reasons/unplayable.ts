// Why an episode cannot be played, in the page's language: the server gives a code, and English words for codes that are newer than the page.
import type { EpisodeSummary } from '../api/types'
import { t, type MessageKey } from '../i18n/locale.svelte'

const keys: Record<NonNullable<EpisodeSummary['reason_code']>, MessageKey> = {
  no_file: 'unplayable.no_file',
  conversion: 'unplayable.conversion',
  unreadable: 'unplayable.unreadable',
}

export function whyUnplayable({ reason, reason_code }: Pick<EpisodeSummary, 'reason' | 'reason_code'>): string {
  const key: MessageKey | undefined = reason_code && keys[reason_code]
  return key ? t(key) : (reason ?? '')
}
