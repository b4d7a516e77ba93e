// What the HTTP API answers, under /api/v1. Written by hand beside the server's OpenAPI description.

/** Opaque: compared and put into URLs, never computed with. */
export type Id = string | number

export interface Picture {
  url: string
  width?: number
  height?: number
  /** The one hue (OKLCH degrees) the server computed for the picture. */
  hue?: number
}

export type ArtworkKind = 'poster' | 'fanart' | 'logo' | 'thumb' | 'banner' | 'landscape' | 'clearart'
export type Artwork = Partial<Record<ArtworkKind, Picture>>

export interface Anthology {
  name: string
  instalment: number
}

export interface SeriesSummary {
  id: Id
  title: string
  original_title?: string | null
  year?: number | null
  anthology?: Anthology | null
  artwork: Artwork
  episode_count: number
  season_count?: number
  /** Seconds since 1970. */
  added?: number | null
  genres?: string[]
}

export interface SeriesList {
  series: SeriesSummary[]
  next_cursor?: string | null
  total: number
}

export interface Person {
  id?: Id
  name: string
  role?: string | null
  type?: string | null
}

export interface EpisodeSummary {
  id: Id
  number: number
  number_end?: number | null
  title?: string | null
  plot?: string | null
  aired?: string | null
  /** Seconds. */
  duration?: number | null
  hls?: string | null
  dash?: string | null
  artwork?: Artwork
  playable: boolean
  /** Why it cannot be played, when it cannot. */
  reason?: string | null
  subtitle_languages?: string[]
  audio_languages?: string[]
}

export interface Season {
  number: number
  title?: string | null
  episodes: EpisodeSummary[]
}

export interface Extra {
  id?: Id
  title: string
  type?: string | null
  duration?: number | null
}

export interface Album {
  title: string
  album?: string | null
}

export interface Instalment {
  series_id: Id
  title: string
  number: number
}

export interface SeriesDetail extends SeriesSummary {
  plot?: string | null
  tagline?: string | null
  studios?: string[]
  people?: Person[]
  ids?: Record<string, string>
  seasons: Season[]
  extras?: Extra[]
  songs?: Album[]
  instalments?: Instalment[]
}

export interface Track {
  kind: 'video' | 'audio' | 'subtitle' | string
  /** In words: "H.264". */
  codec: string
  /** As RFC 6381 writes it, of tracks that are carried: "avc1.64001f". */
  codecs?: string | null
  language?: string | null
  name?: string | null
  default?: boolean
  forced?: boolean
  hearing_impaired?: boolean
  visual_impaired?: boolean
  commentary?: boolean
  channels?: number | null
  width?: number | null
  height?: number | null
  frame_rate?: number | null
  video_range?: string | null
  /** Whether the track is in the manifest; if not, `reason` says why. */
  carried: boolean
  reason?: string | null
}

export interface Subtitle {
  language?: string | null
  name?: string | null
  format?: string | null
  default?: boolean
  forced?: boolean
  hearing_impaired?: boolean
  commentary?: boolean
  /** WebVTT, whole. */
  url: string
}

export interface Chapter {
  /** Seconds. */
  start: number
  end?: number | null
  title?: string | null
}

export type PartType = 'recap' | 'intro' | 'credits' | 'epilogue' | 'preview'

/** A stretch of the episode; seconds. */
export interface Part {
  type: PartType
  start: number
  end: number
  confidence?: number
}

/** A stretch in which a song sounds; seconds. */
export interface Cue {
  song: string | { id?: Id; title: string; artist?: string | null }
  start: number
  end: number
}

/** The episode before or after: at least its id. */
export interface EpisodeLink {
  id: Id
  number?: number | null
  title?: string | null
  season?: number | null
  artwork?: Artwork
  playable?: boolean
}

export interface EpisodeDetail extends EpisodeSummary {
  series: { id: Id; title: string; artwork?: Artwork }
  season: number | { number: number; title?: string | null }
  next?: EpisodeLink | null
  previous?: EpisodeLink | null
  tracks: Track[]
  subtitles: Subtitle[]
  chapters: Chapter[]
  cues: Cue[]
  parts: Part[]
  versions?: { id?: Id; name?: string | null; hls?: string | null }[]
}

export interface ScanStatus {
  state: 'idle' | 'scanning'
  folders?: number
  files_done?: number
  files_total?: number
  current?: string | null
  started?: string | null
  problems?: number
}

export interface ScanProblem {
  path: string
  reason: string
}

/** RFC 9457. */
export interface ProblemDocument {
  type?: string
  title?: string
  status?: number
  detail?: string
}
