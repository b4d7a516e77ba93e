// Whether subtitles can be drawn with the one font that comes with the renderer: it has Latin, Greek, Cyrillic and Hebrew letters.

const known = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]*$/u
/** Common to all scripts, and yet in none of these fonts. */
const missing = /[\u3000-\u303f\uff00-\uffef\u{1f000}-\u{1faff}]/u

/** The words of an ASS file, without its tags and drawings. */
function words(ass: string): string {
  return [...ass.matchAll(/^Dialogue:(?:[^,]*,){9}(.*)$/gm)].map((line) => (line[1] ?? '').replace(/\{[^}]*\}/g, '')).join('\n')
}

export function drawnWithoutFonts(ass: string): boolean {
  const text = words(ass)
  return known.test(text) && !missing.test(text)
}
