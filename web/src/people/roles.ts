// What people do in a series, in words.
import type { MessageKey } from '../i18n/locale.svelte'

const kinds: Record<string, MessageKey> = {
  actor: 'role.actor',
  director: 'role.director',
  writer: 'role.writer',
  composer: 'role.composer',
  producer: 'role.producer',
}

/** Metadata that names no kind of work means the cast. */
export const roleKey = (type: string | null | undefined): MessageKey => kinds[(type || 'actor').toLowerCase()] ?? 'role.other'
