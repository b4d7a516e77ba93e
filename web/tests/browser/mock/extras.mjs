// What the first series of the made-up library has beside its episodes: one of each kind that pages must bear.
import { kClipSeconds } from './media.mjs'

const extra = (id, kind, title, more = {}) => ({ id, kind, title, playable: true, duration: kClipSeconds, hls: '/media/clip/master.m3u8', dash: '/media/clip/manifest.mpd', size: 9, ...more })

/** Of the season, and of its first episode. */
export const ofSeason = [extra(3, 'deleted scene', 'The Last Bus', { playable: false, hls: undefined, dash: undefined, reason: 'MPEG-TS is not played yet', reason_code: 'conversion' })]
export const ofEpisode = [extra(4, 'sample', 'e1-sample')]
export const ofSeries = [
  extra(1, 'behind the scenes', '빗소리를 녹음하던 날, 그리고 아무도 듣지 않은 테이프'),
  extra(2, 'trailer', '예고편 2'),
]

/** `series`, as it is told with an extra; `like`: an episode that is played alike. */
export function extraDetail(id, series, like) {
  const found = [...ofSeries, ...ofSeason, ...ofEpisode].find((entry) => String(entry.id) === id)
  return found && { ...found, series, tracks: like.tracks, subtitles: like.subtitles, fonts: [], chapters: [], notes: [] }
}
