// What the HTTP API answers, by the names the app uses. The shapes are the server's own description of itself:
// openapi.d.ts is made from src/service/api/openapi.json by `npm run types`, before every check of the types.
import type { components } from './openapi'

type Schemas = components['schemas']
/** What the app cannot do without; the rest is used where it is there. */
type Needs<T, Required extends keyof T> = Pick<T, Required> & Partial<T>

/** Opaque: compared and put into URLs, never computed with. */
export type Id = string | number

export type Picture = Schemas['Picture']
export type Artwork = Schemas['Artwork']
export type SeriesSummary = Needs<Schemas['SeriesSummary'], 'id' | 'title' | 'artwork' | 'episode_count'>
export type Instalment = Schemas['Instalment']
export type SeriesList = Schemas['SeriesList']
export type LetterList = Schemas['LetterList']
export type Filters = Schemas['Filters']
export type SeriesDetail = Schemas['Series']
export type SimilarSeries = Schemas['SimilarSeries']
export type SimilarList = Schemas['SimilarList']
export type SeriesReference = Schemas['SeriesReference']
export type Album = Schemas['Album']
export type AlbumList = Schemas['AlbumList']
export type Season = Schemas['Season']
export type EpisodeSummary = Needs<Schemas['EpisodeSummary'], 'id' | 'number' | 'playable'>
/** What is watched: an episode, or an extra in the shape of one. */
export type EpisodeDetail = Schemas['Episode'] & { extra?: Extra['kind'] }
export type Extra = Schemas['Extra']
export type ExtraDetail = Schemas['ExtraDetails']
export type EpisodeLink = Needs<Schemas['EpisodeReference'], 'id'>
export type Person = Schemas['Person']
export type PersonDetail = Schemas['PersonDetails']
export type Credit = Schemas['Credit']
export type SongRow = Schemas['SongRow']
export type SongList = Schemas['SongList']
export type SongDetail = Schemas['SongDetails']
export type SongUse = Needs<Schemas['SongUse'], 'start' | 'end' | 'episode' | 'series'>
export type Track = Needs<Schemas['Track'], 'kind' | 'codec' | 'carried'>
export type Subtitle = Needs<Schemas['Subtitle'], 'language' | 'url'>
export type Chapter = Needs<Schemas['Chapter'], 'start'>
/** Of the music, its title; the rest where the library holds the song. */
export type Cue = Pick<Schemas['Cue'], 'start' | 'end'> & { song: Needs<Schemas['Music'], 'title'> }
export type EpisodeSound = Schemas['EpisodeSound']
export type Part = Needs<Schemas['Part'], 'type' | 'start' | 'end'>
export type PartType = Part['type']
export type ScanStatus = Needs<Schemas['Scan'], 'state'>
export type Analysis = Schemas['Analysis']
export type Problem = Schemas['LibraryProblem']
export type ProblemList = Schemas['ProblemList']
export type ProblemDocument = Schemas['Problem']

export type SearchResults = Schemas['SearchResults']
export type Match = Schemas['Match']
export type TitleHit = Schemas['TitleHit']
export type PersonHit = Schemas['PersonHit']
export type EpisodeHit = Schemas['EpisodeHit']
export type SongHit = Schemas['SongHit']
