// Where the cards of a grid stand, and which of them are in sight. Lengths in CSS pixels.

export interface Grid {
  columns: number
  cardWidth: number
  /** From one row to the next. */
  rowHeight: number
  gap: number
}

/** Two lines of a title and one of facts, with their margins. */
export const kWordsHeight = 84
const kRowGap = 20
/** Rows drawn beyond each edge, so that nothing appears under the eye. */
const kBeyond = 1

export function gridOf(width: number, gap: number): Grid {
  const columns = width <= 608 ? 2 : width < 960 ? 4 : width < 1600 ? 6 : width < 2200 ? 7 : 8
  const cardWidth = Math.max(1, (width - gap * (columns - 1)) / columns)
  return { columns, cardWidth, gap, rowHeight: Math.round(cardWidth * 1.5) + kWordsHeight + kRowGap }
}

export const heightOf = (grid: Grid, total: number): number => Math.max(0, Math.ceil(total / grid.columns) * grid.rowHeight - kRowGap)

/** Places from the first up to, not including, the second; `top` is where the grid's own top edge stands above the screen's. */
export function placesInSight(grid: Grid, total: number, top: number, screenHeight: number): [number, number] {
  const first = Math.max(0, Math.floor(top / grid.rowHeight) - kBeyond)
  const last = Math.floor((top + screenHeight) / grid.rowHeight) + kBeyond
  return [Math.min(total, first * grid.columns), Math.min(total, Math.max(0, (last + 1) * grid.columns))]
}

export const placeOf = (grid: Grid, index: number): { x: number; y: number } => ({
  x: (index % grid.columns) * (grid.cardWidth + grid.gap),
  y: Math.floor(index / grid.columns) * grid.rowHeight,
})

/** Where an arrow leads from a card; undefined where it leads out of the grid. */
export function stepFrom(grid: Grid, index: number, total: number, key: string): number | undefined {
  const to = { ArrowLeft: index - 1, ArrowRight: index + 1, ArrowUp: index - grid.columns, ArrowDown: Math.min(index + grid.columns, total - 1), Home: 0, End: total - 1 }[key]
  return to !== undefined && to >= 0 && to < total && to !== index ? to : undefined
}
