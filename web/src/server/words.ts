// The server's work in sentences.
import type { Analysis, ScanStatus } from '../api/types'
import { locale, t, type MessageKey } from '../i18n/locale.svelte'

const kSecond = 1000
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400 * kSecond],
  ['hour', 3_600 * kSecond],
  ['minute', 60 * kSecond],
]

/** "12 minutes ago"; nothing for less than one. */
export function timeAgo(passed: number, language: string = locale.current): string | undefined {
  const step = steps.find(([, length]) => passed >= length)
  return step && new Intl.RelativeTimeFormat(language).format(-Math.floor(passed / step[1]), step[0])
}

/** Nobody has named one: there is nothing to look through, and nothing to wait for. */
export const hasNoFolders = ({ state, watching }: ScanStatus): boolean => state === 'idle' && watching?.length === 0

export function scanWords(status: ScanStatus, now = Date.now()): string {
  const { state, files_done: done = 0, files_total: total = 0, finished } = status
  if (hasNoFolders(status)) return t('server.noFolders')
  if (state === 'scanning') return total > 0 ? t('server.scanningFiles', { done, total }) : t('server.scanning')
  if (!finished) return t('server.neverScanned')
  const time = timeAgo(now - finished * kSecond)
  return time ? t('server.scanned', { time }) : t('server.justScanned')
}

export function listeningWords(analysis: Analysis): string {
  const { state, songs_done, songs_total, episodes_done, episodes_total, seasons_done, seasons_total, speed } = analysis
  if (state === 'off') return t('server.listeningOff')
  if (state === 'waiting') return t('server.listeningWaits')
  if (state === 'idle') return episodes_total + songs_total > 0 ? t('server.heard', { songs: songs_total, episodes: episodes_total }) : t('server.nothingToHear')
  if (songs_done < songs_total) return t('server.hearsSongs', { done: songs_done, total: songs_total })
  if (episodes_done < episodes_total) return speed >= 1 ? t('server.hearsEpisodesAt', { done: episodes_done, total: episodes_total, speed: Math.round(speed) }) : t('server.hearsEpisodes', { done: episodes_done, total: episodes_total })
  return t('server.hearsSeasons', { done: seasons_done, total: seasons_total })
}

export interface Watching {
  folder: string
  words: MessageKey
  /** In the server's English: why. */
  reason: string
}
const watched: Record<string, MessageKey> = {
  'changes are noticed at once': 'server.noticed',
  'looked through once a minute': 'server.polled',
  'not watched yet': 'server.notWatchedYet',
  'not watched': 'server.notWatched',
}

// A folder may have colons in its name, and a reason brackets.
const saying = new RegExp(`^(.*): (${Object.keys(watched).join('|')})(?:, and looked for once a minute)?(?: \\((.*)\\))?$`, 's')

/** What the server says in English of how it notices changes; undefined where it says what this page does not know. */
export function watchingOf(text: string): Watching | undefined {
  const [, folder = '', how = '', reason = ''] = saying.exec(text) ?? []
  const words = watched[how]
  return words && { folder, words: words === 'server.noticed' && reason ? 'server.noticedAndPolled' : words, reason }
}
