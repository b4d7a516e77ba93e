// Where a song sounds, episode by episode, and which of the scenes the viewer has come to.
import type { SongUse } from '../api/types'
import { isFinished, type Progress } from '../progress/progress'

export interface EpisodeScenes {
  series: SongUse['series']
  episode: SongUse['episode']
  uses: SongUse[]
}

/** The uses come by series, season, episode and time; so do the groups. */
export function scenesOf(uses: readonly SongUse[]): EpisodeScenes[] {
  const groups: EpisodeScenes[] = []
  for (const use of uses) {
    const last = groups.at(-1)
    const before = last?.episode.id === use.episode.id ? last.uses.at(-1) : undefined
    // Heard twice at once is one scene.
    if (last && before && use.start < before.end) last.uses[last.uses.length - 1] = { ...before, end: Math.max(before.end, use.end) }
    else if (before) last?.uses.push(use)
    else groups.push({ series: use.series, episode: use.episode, uses: [use] })
  }
  return groups
}

/** A scene behind the furthest place ever come to gives nothing away. */
export const hasSeen = (progress: Progress | undefined, startSeconds: number): boolean =>
  progress !== undefined && (isFinished(progress) || startSeconds * 1000 <= Math.max(progress.positionMs, progress.reachedMs ?? 0))
