// Names of languages, and lengths of time in words.
import { t } from './locale.svelte'

/** The language's name in that language ("한국어", "English"); undefined when the tag names none. */
export function ownLanguageName(tag: string | null | undefined): string | undefined {
  return languageName(tag, tag ?? '')
}

/** The language's name for a reader of `reader`. */
export function languageName(tag: string | null | undefined, reader: string): string | undefined {
  if (!tag || tag === 'und' || tag === 'zxx' || tag === 'mul') return undefined
  try {
    const name = new Intl.DisplayNames([reader], { type: 'language', fallback: 'none' }).of(tag)
    return name ? name.charAt(0).toLocaleUpperCase(reader) + name.slice(1) : undefined
  } catch {
    return undefined // not a language tag at all
  }
}

/** "1 hr 2 min": to the nearest minute, at least one. */
export function lengthInWords(milliseconds: number): string {
  const total = Math.max(1, Math.round(milliseconds / 60_000))
  const hours = Math.floor(total / 60)
  const minutes = total % 60
  if (hours === 0) return t('time.minutes', { minutes })
  return minutes === 0 ? t('time.hours', { hours }) : t('time.hoursMinutes', { hours, minutes })
}

/** Lengths are told to the nearest second, whoever measured them: 39.999 s are 0:40. Places are told by the seconds that have passed. */
export const lengthMs = (seconds: number): number => Math.round(seconds) * 1000

/** "20 min 4 sec", for ears: whole seconds passed. */
export function placeInWords(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000))
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = total % 60
  if (hours > 0) return t('time.hoursMinutes', { hours, minutes })
  return minutes > 0 ? t('time.minutesSeconds', { minutes, seconds }) : t('time.seconds', { seconds })
}

/** "1:02:03", "4:05". */
export function clock(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000))
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = String(total % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`
}
