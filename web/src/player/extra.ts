// An extra is played like an episode: one without a number, without neighbours, and without music that anybody listened for.
import type { EpisodeDetail, ExtraDetail } from '../api/types'

const nothing = { season: 0, number: null, artwork: {}, parts: [], cues: [], versions: [], next: null, previous: null, storyboard: null }

/** What the player never asks of an extra is not made up. */
export const asEpisode = (told: EpisodeDetail | ExtraDetail): EpisodeDetail => ('kind' in told ? ({ ...nothing, ...told, extra: told.kind } as unknown as EpisodeDetail) : told)
