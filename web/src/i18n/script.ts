// The language of a name, by the script it is written in: what reads the page aloud changes its voice for it.
import { locale } from './locale.svelte'

/** For `lang`: undefined where the page's own language will do, or the script is no sign of one. */
export function langOf(text: string | null | undefined): string | undefined {
  if (!text) return undefined
  const isLatin = /^[\p{ASCII}’“”–—…]+$/u.test(text) && /[a-z]/i.test(text)
  const language = /\p{Script=Hangul}/u.test(text) ? 'ko' : /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'ja' : isLatin ? 'en' : undefined
  return language === locale.current ? undefined : language
}
