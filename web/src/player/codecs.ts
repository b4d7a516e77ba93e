// What of an episode this browser decodes.
import type { EpisodeDetail, Track } from '../api/types'

/** Without its full codec string (RFC 6381) a track is taken to be playable until it fails. */
export function decodes(track: Track, supports: (type: string) => boolean): boolean {
  return !track.codecs || supports(`${track.kind === 'audio' ? 'audio' : 'video'}/mp4; codecs="${track.codecs}"`)
}

/** What of the episode this browser cannot show: the codec of its picture, or of its sound when no track of it plays. */
export function undecodable(tracks: readonly Track[], supports: (type: string) => boolean): string | undefined {
  for (const kind of ['video', 'audio']) {
    const carried = tracks.filter((track) => track.kind === kind && track.carried)
    if (carried.length > 0 && !carried.some((track) => decodes(track, supports))) return carried[0]?.codecs ?? carried[0]?.codec
  }
  return undefined
}

export interface OtherVersion {
  /** What the file's name calls it, as "1080p"; may be empty. */
  label: string
  hls: string
  /** Bytes. */
  size: number
}

/** The episode's files, each whole in itself, in the server's order of preference. */
function wholeVersions({ versions }: Pick<EpisodeDetail, 'versions'>): OtherVersion[] {
  return versions.flatMap(({ label, files }) => {
    const [file, ...more] = files
    return file?.hls && more.length === 0 ? [{ label, hls: file.hls, size: file.size }] : []
  })
}

/** Those but the one that plays first. */
export function otherVersions(episode: Pick<EpisodeDetail, 'hls' | 'versions'>): OtherVersion[] {
  return wholeVersions(episode).filter((version) => version.hls !== episode.hls)
}

/** Without trying: what has another version may be played by that. */
export const canPlay = (episode: Pick<EpisodeDetail, 'hls' | 'versions' | 'playable' | 'tracks'>, supports: (type: string) => boolean): boolean =>
  episode.playable && (undecodable(episode.tracks, supports) === undefined || otherVersions(episode).length > 0)

/** Less is not worth the change. */
const kLighter = 0.8
const folderOf = (hls: string): string => hls.slice(0, hls.lastIndexOf('/'))

/** The largest file that is clearly smaller than the one of this playlist: for a connection that is too slow for it. */
export function lighterVersion(episode: Pick<EpisodeDetail, 'versions'>, playing: string): OtherVersion | undefined {
  const all = wholeVersions(episode)
  const now = all.find(({ hls }) => folderOf(hls) === folderOf(playing))
  return now && all.filter(({ size }) => size < now.size * kLighter).sort((a, b) => b.size - a.size)[0]
}

/** The sound the file would begin with, where this browser has to take another one. */
export function passedOver(tracks: readonly Track[], supports: (type: string) => boolean): Track | undefined {
  const carried = tracks.filter((track) => track.kind === 'audio' && track.carried)
  const wanted = carried.find((track) => track.default) ?? carried[0]
  return wanted && !decodes(wanted, supports) && carried.some((track) => decodes(track, supports)) ? wanted : undefined
}

const master = 'master.m3u8'

/**
 * The episode's playlist with only the sound this browser decodes: an HLS group holds every language, whatever its codec, and players
 * leave out a group of which they cannot decode one. "master-aac-opus.m3u8" names the codecs of those that stay.
 */
export function playlistFor(hls: string, tracks: readonly Track[], supports: (type: string) => boolean): string {
  const carried = tracks.filter((track) => track.kind === 'audio' && track.carried)
  const heard = carried.filter((track) => decodes(track, supports))
  if (heard.length === 0 || heard.length === carried.length || !hls.endsWith(master)) return hls
  const names = [...new Set(heard.map((track) => track.codec.toLowerCase().replaceAll('-', '')))]
  return `${hls.slice(0, -master.length)}master-${names.join('-')}.m3u8`
}

/** Whether this browser plays the type; without Media Source Extensions it plays the file by itself, and finds out. */
export const plays = (type: string): boolean => !('MediaSource' in globalThis) || MediaSource.isTypeSupported(type)
