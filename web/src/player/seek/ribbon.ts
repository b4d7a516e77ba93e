// The loudness of an episode as the outline of a ribbon: quiet scenes thin, loud ones wide.

/** Anything softer is silence to a viewer. LUFS. */
const kQuiet = -60
const kLoud = -10

/** Louder stretches decide a column: a shout must not drown in the pause after it. */
function columnsOf(energy: readonly number[], columns: number): number[] {
  const count = Math.min(columns, energy.length)
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * energy.length) / count)
    const to = Math.max(from + 1, Math.floor(((column + 1) * energy.length) / count))
    const loudest = Math.max(...energy.slice(from, to).map((value) => (Number.isFinite(value) ? value : kQuiet)))
    return Math.min(1, Math.max(0, (loudest - kQuiet) / (kLoud - kQuiet)))
  })
}

/** An SVG path in a box 1 wide and 1 high, standing on its lower edge; empty without a measurement. */
export function ribbonPath(energy: readonly number[], columns = 240): string {
  const heights = columnsOf(energy, columns)
  if (heights.length < 2) return ''
  // Loudness is heard as its logarithm, but the eye wants contrast: the square sets speech and music apart.
  const points = heights.map((height, index) => `${(index / (heights.length - 1)).toFixed(4)} ${(1 - height * height).toFixed(3)}`)
  return `M0 1L${points.join('L')}L1 1Z`
}
