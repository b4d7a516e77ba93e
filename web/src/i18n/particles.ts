// Korean particles take one of two shapes after the sound that a word ends in: 도깨비가, 비밀이.

/** Written in the catalogue as {name|이/가}: the shape after a final consonant first. */
export type ParticlePair = '은/는' | '이/가' | '을/를' | '과/와' | '으로/로'

const kFirstSyllable = 0xac00
const kLastSyllable = 0xd7a3
const kFinals = 28
const kFinalRieul = 8

/** How a word ends when it is read aloud in Korean. */
type Ending = 'vowel' | 'rieul' | 'consonant'

// 영 일 이 삼 사 오 육 칠 팔 구
const kDigitEndings: Ending[] = ['consonant', 'rieul', 'vowel', 'consonant', 'vowel', 'vowel', 'consonant', 'rieul', 'rieul', 'vowel']

function endingOf(word: string): Ending {
  // What closes a title but is not read: quotes, brackets, marks.
  const spoken = word.normalize('NFC').replace(/[^\p{L}\p{N}]+$/u, '')
  const last = spoken.at(-1)
  if (last === undefined) return 'vowel'
  const code = last.codePointAt(0) ?? 0
  if (code >= kFirstSyllable && code <= kLastSyllable) {
    const final = (code - kFirstSyllable) % kFinals
    return final === 0 ? 'vowel' : final === kFinalRieul ? 'rieul' : 'consonant'
  }
  if (last >= '0' && last <= '9') return kDigitEndings[Number(last)] ?? 'vowel'
  // Short capitals are read letter by letter: 에이에이씨, 엠, 에이치디알.
  const letters = /(?:^|[^\p{L}])[A-Z]{1,3}$/u.test(spoken)
  if (letters) return /[LR]$/.test(spoken) ? 'rieul' : /[MN]$/.test(spoken) ? 'consonant' : 'vowel'
  // Latin words as Korean transcribes them: 러브, 프렌즈 and 배드 end in a vowel; 클럽, 송, 비트윈 and 트랙 do not.
  if (/l$/i.test(spoken)) return 'rieul'
  return /(?:[mnckpbt]|ng)$/i.test(spoken) ? 'consonant' : 'vowel'
}

export function particle(word: string, pair: ParticlePair): string {
  const [closed, open] = pair.split('/') as [string, string]
  const ending = endingOf(word)
  if (ending === 'vowel') return open
  // 으로 loses its 으 after ㄹ as well: 서울로.
  return ending === 'rieul' && pair === '으로/로' ? open : closed
}
