// Until an album's picture is there, and where it has none, it has a tint of its own.
import type { Id } from '../api/types'

/** In degrees of OKLCH. */
export const albumHue = (series: Id, album: string): number => [...`${series} ${album}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 0)
