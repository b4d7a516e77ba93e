// How much louder or softer an episode is played so that all of them are alike: EBU R 128 puts programmes at −23 LUFS.
import type { EpisodeSound } from '../../api/types'

const kTargetLufs = -23
/** A whisper of a film must not bring up its noise. */
const kMostRaised = 9
const kMostLowered = 20
/** EBU R 128: no true peak above. dBTP. */
const kCeiling = -1

/** Decibels; 0 where nothing was measured. What is raised stays below the ceiling, so nothing is clipped. */
export function levelFor(loudness: EpisodeSound['loudness'] | undefined): number {
  const { integrated, true_peak: peak } = loudness ?? {}
  if (integrated == null) return 0
  const wanted = Math.min(kMostRaised, Math.max(-kMostLowered, kTargetLufs - integrated))
  return wanted <= 0 || peak == null ? Math.min(0, wanted) : Math.max(0, Math.min(wanted, kCeiling - peak))
}

export const factorOf = (decibels: number): number => 10 ** (decibels / 20)
