// Genres come from the library, in whichever language its files were described. Those that everybody has are shown in the page's
// language; to the server they keep their own name.
import { locale } from './locale.svelte'

const kPairs =
  'Action=액션,Adventure=모험,Action & Adventure=액션·모험,Animation=애니메이션,Anime=애니메이션,Comedy=코미디,Romantic Comedy=로맨틱 코미디,Crime=범죄,Documentary=다큐멘터리,Drama=드라마,Family=가족,Fantasy=판타지,Food=요리,History=역사,Historical=사극,Horror=공포,Kids=어린이,Legal=법정,Medical=의학,Melodrama=멜로,Music=음악,Musical=뮤지컬,Mystery=미스터리,News=뉴스,Political=정치,Reality=리얼리티,Romance=로맨스,School=학원,Sci-Fi=SF,Science Fiction=SF,Sci-Fi & Fantasy=SF·판타지,Short=단편,Slice of Life=일상,Soap=연속극,Sport=스포츠,Suspense=서스펜스,Talk=토크쇼,Thriller=스릴러,Variety=예능,War=전쟁,War & Politics=전쟁·정치,Western=서부극,Youth=청춘'

let known: Map<string, readonly string[]> | undefined
/** Both names of a genre, English first, by either in lower case. Of several English ones for a Korean one the first stands for it. */
function read(): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>()
  for (const pair of kPairs.split(',')) {
    const names = pair.split('=')
    for (const name of names) if (!all.has(name.toLowerCase())) all.set(name.toLowerCase(), names)
  }
  return all
}

/** `beside`: what else stands in the same list, as the library names it. Two of one name could not be told apart. */
export function genreName(name: string, beside: readonly string[] = []): string {
  const shown = (known ??= read()).get(name.toLowerCase())?.[locale.current === 'en' ? 0 : 1] ?? name
  return beside.includes(shown) ? name : shown
}
