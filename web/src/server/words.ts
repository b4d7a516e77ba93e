// The server's work in sentences.
import type { Analysis, ScanStatus } from '../api/types'
import { locale, t } from '../i18n/locale.svelte'

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

export function scanWords({ state, files_done: done = 0, files_total: total = 0, finished }: ScanStatus, now = Date.now()): string {
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
