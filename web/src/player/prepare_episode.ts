// Fetches an episode's description and its first segments before it is asked for.
import { getJson } from '../api/client'
import type { EpisodeDetail, Id } from '../api/types'
import { episodeUrl } from '../api/urls'
import { progressBook } from '../progress/local_book.svelte'
import { resumePositionMs } from '../progress/progress'
import { playlistFor, plays } from './codecs'
import { prepareEngine } from './engine/prepare'

export async function prepareEpisode(id: Id): Promise<void> {
  const episode = await getJson<EpisodeDetail>(episodeUrl(id))
  if (episode.playable && episode.hls) await prepareEngine(playlistFor(episode.hls, episode.tracks, plays), resumePositionMs(progressBook.of(id)))
}
