// Where an arrow leads: sideways within the row, up and down to the nearest row, there to what lies straight ahead.

export type Direction = 'left' | 'right' | 'up' | 'down'

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export interface Place<T> {
  box: Box
  of: T
}

/** Boxes that touch or overlap by a little still lie beside each other: a grown card reaches over its neighbour. */
const kSlack = 8
/** What is no taller is a line of its own above a row of cards. */
const kLinkHeight = 80

const middle = (from: number, to: number): number => (from + to) / 2
const gap = (a: number, b: number, c: number, d: number): number => Math.max(0, c - b, a - d)

function smallest<T>(places: readonly Place<T>[], costs: (place: Place<T>) => readonly number[]): Place<T> | undefined {
  let best: Place<T> | undefined
  let least: readonly number[] = []
  for (const place of places) {
    const cost = costs(place)
    const at = cost.findIndex((value, index) => value !== least[index])
    if (!best || (at >= 0 && (cost[at] ?? 0) < (least[at] ?? 0))) {
      best = place
      least = cost
    }
  }
  return best
}

/** Neither edge lies before the other box's, and one lies beyond it: a button at the end of a field is within it. */
function isBeyond(box: Box, from: Box, step: 1 | -1): boolean {
  const [near, far] = step > 0 ? [box.left - from.left, box.right - from.right] : [from.right - box.right, from.left - box.left]
  return Math.min(near, far) >= -kSlack && Math.max(near, far) > kSlack
}

function sideways<T>(from: Box, places: readonly Place<T>[], step: 1 | -1): Place<T> | undefined {
  const x = middle(from.left, from.right)
  const ahead = places.filter(({ box }) => {
    const shares = Math.min(box.bottom, from.bottom) - Math.max(box.top, from.top)
    return shares > 0 && isBeyond(box, from, step) && (middle(box.left, box.right) - x) * step > 0
  })
  return smallest(ahead, ({ box }) => [gap(from.left, from.right, box.left, box.right), Math.abs(middle(box.top, box.bottom) - middle(from.top, from.bottom)), Math.abs(middle(box.left, box.right) - x)])
}

/** The nearest row that way: all that stands beside what is nearest. */
function nextRow<T>(from: Box, places: readonly Place<T>[], step: 1 | -1): Place<T>[] {
  const ahead = places.filter(({ box }) => (step > 0 ? box.top >= from.bottom - kSlack : box.bottom <= from.top + kSlack))
  const nearest = smallest(ahead, ({ box }) => [gap(from.top, from.bottom, box.top, box.bottom)])
  return nearest ? ahead.filter(({ box }) => box.top < nearest.box.bottom && box.bottom > nearest.box.top) : []
}

function upright<T>(from: Box, places: readonly Place<T>[], step: 1 | -1): Place<T> | undefined {
  const best = (row: readonly Place<T>[]): Place<T> | undefined =>
    smallest(row, ({ box }) => [gap(from.left, from.right, box.left, box.right), Math.abs(middle(box.left, box.right) - middle(from.left, from.right))])
  const isStraight = (place: Place<T> | undefined): boolean => place !== undefined && gap(from.left, from.right, place.box.left, place.box.right) === 0
  const row = nextRow(from, places, step)
  const near = best(row)
  // On the way down, a heading's link far to the side is passed by for the cards below it; the way up leads to it.
  if (step < 0 || !near || isStraight(near) || near.box.bottom - near.box.top > kLinkHeight) return near
  const beyond = best(nextRow(near.box, places, step))
  return beyond && isStraight(beyond) && beyond.box.top - near.box.bottom < kLinkHeight ? beyond : near
}

/** What focus moves to from `from`; nothing when nothing lies that way. */
export function ahead<T>(from: Box, places: readonly Place<T>[], direction: Direction): T | undefined {
  const step = direction === 'right' || direction === 'down' ? 1 : -1
  return (direction === 'left' || direction === 'right' ? sideways(from, places, step) : upright(from, places, step))?.of
}
