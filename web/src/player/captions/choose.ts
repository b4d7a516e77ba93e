// Which subtitles an episode begins with.
import type { Subtitle } from '../../api/types'

/** A language tag, or that the viewer turned subtitles off; undefined: never chosen. */
export type CaptionPreference = string | 'off' | undefined

export const sameLanguage = (a: string | null | undefined, b: string | null | undefined): boolean =>
  Boolean(a && b) && primary(a) === primary(b)

/** ISO 639-2 tags of media files beside the two-letter ones of pages. */
const threeLetters: Record<string, string> = {
  kor: 'ko', eng: 'en', jpn: 'ja', chi: 'zh', zho: 'zh', spa: 'es', fre: 'fr', fra: 'fr', ger: 'de', deu: 'de', ita: 'it', por: 'pt', rus: 'ru', vie: 'vi', tha: 'th', ind: 'id',
}

function primary(tag: string | null | undefined): string {
  const first = (tag ?? '').toLowerCase().split('-')[0] ?? ''
  return threeLetters[first] ?? first
}

/** Whole subtitles before those for the deaf: who needs those has chosen them. */
function best(subtitles: readonly Subtitle[], fits: (subtitle: Subtitle) => boolean): number {
  const at = subtitles.findIndex((entry) => fits(entry) && !entry.forced && !entry.hearing_impaired)
  return at >= 0 ? at : subtitles.findIndex((entry) => fits(entry) && !entry.forced)
}

/** Subtitles of foreign words only, shown when nothing else is: those of the language being spoken. */
export function forcedFor(subtitles: readonly Subtitle[], audioLanguage: string | undefined): number {
  return subtitles.findIndex((entry) => entry.forced && sameLanguage(entry.language, audioLanguage))
}

/** What turning subtitles on brings when none were: those of the last choice, else in the reader's language, else what the file says. */
export function captionsWhenOn(subtitles: readonly Subtitle[], last: string | undefined, readerLanguage: string): number {
  const first = [last, readerLanguage].map((language) => best(subtitles, (entry) => sameLanguage(entry.language, language))).find((at) => at >= 0)
  return Math.max(0, first ?? best(subtitles, (entry) => entry.default === true))
}

/** An index into `subtitles`, or -1 for none. */
export function firstCaptions(
  subtitles: readonly Subtitle[],
  preference: CaptionPreference,
  audioLanguage: string | undefined,
  readerLanguage: string,
): number {
  if (preference === 'off') return -1
  if (preference !== undefined) {
    const wanted = best(subtitles, (entry) => sameLanguage(entry.language, preference))
    if (wanted >= 0) return wanted
  }
  const own = (entry: Subtitle): boolean => sameLanguage(entry.language, readerLanguage)
  // Who hears their own language sees subtitles only where the file flags that very language.
  if (sameLanguage(audioLanguage, readerLanguage)) return best(subtitles, (entry) => entry.default === true && own(entry))
  // Who does not, needs them in their own; for others the file's flag decides.
  const readable = audioLanguage ? best(subtitles, own) : -1
  return readable >= 0 ? readable : best(subtitles, (entry) => entry.default === true)
}
