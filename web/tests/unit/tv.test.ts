import { describe, expect, test } from 'vitest'
import { commandFor, pace, type Focus } from '../../src/player/keys/keymap'
import { ahead, type Box, type Direction } from '../../src/tv/geometry'
import { readMode } from '../../src/tv/mode'

/** Name, left, top, width, height. */
type Card = [string, number, number, number, number]
const box = ([, left, top, width, height]: Card): Box => ({ left, top, right: left + width, bottom: top + height })

// A hero with two buttons, a row of stills, a row of posters that begins further left and scrolls on beyond the screen.
const page: Card[] = [
  ['play', 100, 300, 200, 52], ['list', 316, 300, 120, 52],
  ['s1', 50, 420, 300, 170], ['s2', 366, 420, 300, 170], ['s3', 682, 420, 300, 170],
  ['p1', 50, 680, 180, 270], ['p2', 246, 680, 180, 270], ['p3', 442, 680, 180, 270], ['p4', 1300, 680, 180, 270],
]
const card = (name: string): Card => page.find(([other]) => other === name) as Card
const go = (from: string, direction: Direction): string | undefined => ahead(box(card(from)), page.filter(([name]) => name !== from).map((each) => ({ of: each[0], box: box(each) })), direction)

describe('an arrow of the remote', () => {
  const cases: [string, string, Direction, string | undefined][] = [
    ['goes along the row', 's1', 'right', 's2'],
    ['and back', 's3', 'left', 's2'],
    ['beyond the edge of the screen', 'p3', 'right', 'p4'],
    ['stays at the row\'s end, whatever lies further on in another row', 's3', 'right', undefined],
    ['stays at the row\'s beginning', 'p1', 'left', undefined],
    ['goes down to what lies straight below', 'play', 'down', 's1'],
    ['to the one that is nearest when two are below', 's2', 'down', 'p3'],
    ['up to the row above, never over it', 'p3', 'up', 's2'],
    ['to the nearest of the row when nothing is straight ahead', 'p4', 'up', 's3'],
    ['up from a wide card to the nearer of two buttons', 's2', 'up', 'list'],
    ['nowhere at the top', 'play', 'up', undefined],
  ]
  test.each(cases)('%s: from %s %s to %s', (_, from, direction, to) => expect(go(from, direction)).toBe(to))
})

test('an arrow down passes a heading\'s link at the far side for the cards below it, and the way up leads to it', () => {
  const play: Card = ['play', 100, 300, 200, 52]
  const all: Card = ['all', 1700, 380, 120, 48]
  const cards: Card[] = [['p1', 100, 440, 180, 270], ['p2', 296, 440, 180, 270]]
  const from = (start: Card, direction: Direction) => ahead(box(start), [play, all, ...cards].filter((each) => each !== start).map((each) => ({ of: each[0], box: box(each) })), direction)
  expect([from(play, 'down'), from(all, 'down'), from(cards[0] as Card, 'up'), from(all, 'up')]).toEqual(['p1', 'p2', 'all', 'play'])
})

test('a button within a field is on the way out of it, and on the way back', () => {
  const [nav, field, clear, language]: Card[] = [['nav', 100, 8, 80, 48], ['field', 700, 8, 300, 48], ['clear', 952, 8, 48, 48], ['language', 1016, 8, 120, 48]]
  const all = [nav, field, clear, language] as Card[]
  const from = (start: Card | undefined, direction: Direction) => ahead(box(start as Card), all.filter((each) => each !== start).map((each) => ({ of: each[0], box: box(each) })), direction)
  expect([from(nav, 'right'), from(field, 'right'), from(clear, 'right'), from(language, 'left'), from(clear, 'left'), from(field, 'left')]).toEqual(['field', 'clear', 'language', 'clear', 'field', 'nav'])
})

describe('the app is on a television', () => {
  const cases: [string, string, string | null, string, boolean, boolean][] = [
    ['when the address says so', '?tv=1', null, 'Chrome', true, true],
    ['and for the rest of the visit', '', '1', 'Chrome', true, true],
    ['until the address says otherwise', '?tv=0', '1', 'SMART-TV Tizen 7', false, false],
    ['by the name of its browser', '', null, 'Mozilla/5.0 (Web0S; Linux/SmartTV) Chrome/94', true, true],
    ['by the name of a Fire TV', '', null, 'Mozilla/5.0 (Linux; Android 9; AFTMM) Chrome/110', true, true],
    ['when nothing can point', '', null, 'Chrome', false, true],
    ['and nowhere else', '', null, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/120 Safari/537.36', true, false],
  ]
  test.each(cases)('%s', (_, query, kept, agent, points, is) => expect(readMode(query, kept, agent, points)).toBe(is))
})

describe('the keys of the player on a television', () => {
  const press = (code: string, focus: Focus): unknown => commandFor({ code, key: '', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false }, focus, true)
  test('up and down move focus', () => {
    expect(press('ArrowUp', 'none')).toBeUndefined()
    expect(press('ArrowDown', 'button')).toBeUndefined()
  })
  test('left and right seek beside the picture and on the seek bar, and move focus on a button', () => {
    expect(press('ArrowRight', 'none')).toEqual({ do: 'nudge', ms: 5_000 })
    expect(press('ArrowRight', 'button')).toBeUndefined()
    expect(press('ArrowLeft', 'offer')).toBeUndefined()
  })
  test('a key that is held goes faster after a second', () => {
    expect([0, 999, 1_000, 3_000, 6_000].map(pace)).toEqual([1, 1, 3, 6, 12])
  })
})
