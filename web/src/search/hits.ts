// The answer of a search as rows to show: where each leads, what stands on it, and why it was found.
import type { Id, Match, Picture, SearchResults } from '../api/types'
import { stillUrl } from '../api/urls'
import { locale, t, type MessageKey } from '../i18n/locale.svelte'
import { clock } from '../i18n/names'
import { langOf } from '../i18n/script'
import type { PageIconName } from '../icons/page_paths'
import { progressBook } from '../progress/local_book.svelte'
import { resumePositionMs } from '../progress/progress'
import { personPath, seriesPath, songPath, watchPath } from '../router/routes'
import { episodeName } from '../series/words'
import { hasSeen } from '../songs/scenes'

export type GroupName = keyof SearchResults

export interface HitRow {
  key: string
  href: string
  /** What is to be had ready by the time of the press. */
  leadsTo?: { series: Id } | { episode: Id }
  name: string
  /** Beside the name, in small: year, artist, where it is from. */
  facts: string
  /** Why it was found; empty when that is plain to see. */
  reason: string
  /** Said loudly: what is shown is not what was typed. */
  uncertain: boolean
  picture?: Picture | undefined
  /** Of its album, or of the person: square. */
  cover?: Picture | null
  /** Of an episode, and what is set in type where it has none. */
  still?: { picture: Picture; title: string; of?: Id }
  /** Beyond the viewer's place: its words are not shown, and a press asks before it plays. */
  ahead?: boolean
  /** Of the name, where it is known. */
  language?: string | undefined
}
export interface HitGroup {
  name: GroupName
  title: MessageKey
  icon: PageIconName
  rows: HitRow[]
}

/** Films begin in black, and titles stand on it. Early enough to give nothing away. */
const kOpeningMs = 45_000
/** Where the viewer is, else from the opening: never a place behind the viewer's. */
function stillOf(id: Id): Picture {
  const progress = progressBook.of(id)
  return { url: stillUrl(id, Math.max(kOpeningMs, progress ? resumePositionMs(progress) : 0)) }
}

/** A line one has come to is shown with the picture of its place; one ahead would give away what is said there. */
function lineOf({ episode, text, time, language }: SearchResults['lines'][number]): Pick<HitRow, 'name' | 'still' | 'ahead' | 'language'> & { reason?: '' } {
  if (hasSeen(progressBook.of(episode.id), time)) return { name: text, language: language === 'und' ? undefined : language, still: { picture: { url: stillUrl(episode.id, time * 1000) }, title: '' } }
  return { name: t('search.lineAhead', { episode: episodeName(episode.season, episode.number) || episode.title }), language: locale.current, reason: '', ahead: true }
}

const plain = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** A hit by another spelling names that spelling; a hit by sound or with a slip always says so. */
export function reasonFor(shown: string, hit: { matched: string; match: Match }): string {
  const values = { matched: hit.matched }
  if (plain(hit.matched) === plain(shown)) return hit.match === 'sound' ? t('search.soundOnly') : hit.match === 'typo' ? t('search.typoOnly') : ''
  return t(hit.match === 'sound' ? 'search.sound' : hit.match === 'typo' ? 'search.typo' : 'search.exact', values)
}

const isUncertain = (match: Match): boolean => match === 'sound' || match === 'typo'
const joined = (...words: (string | number | null | undefined)[]): string => words.filter(Boolean).join(' · ')

/** Groups that hold something, in the order they are shown. */
export function hitGroups(results: SearchResults): HitGroup[] {
  const groups: HitGroup[] = [
    {
      name: 'titles', title: 'search.titles', icon: 'library',
      rows: results.titles.map((hit) => ({
        key: `t${hit.id}`, href: seriesPath(hit.id), leadsTo: { series: hit.id }, name: hit.title, facts: joined(hit.year), reason: reasonFor(hit.title, hit), uncertain: isUncertain(hit.match),
        picture: hit.artwork.poster,
      })),
    },
    {
      name: 'people', title: 'search.people', icon: 'person',
      rows: results.people.map((hit) => ({
        key: `p${hit.id}`, href: personPath(hit.id), name: hit.name, facts: hit.role ? t('search.role', { role: hit.role.name, series: hit.role.series.title }) : t('search.inSeries', { count: hit.series }),
        reason: reasonFor(hit.role?.name ?? hit.name, hit),
        cover: hit.picture,
        uncertain: isUncertain(hit.match),
      })),
    },
    {
      name: 'episodes', title: 'search.episodes', icon: 'play',
      rows: results.episodes.map((hit) => {
        const place = hit.number === null ? '' : episodeName(hit.season, hit.number)
        // By the title of the series and a number: it is the series that may be spelled otherwise.
        const found = hit.names.includes(hit.matched) ? hit.title : hit.series.title
        return {
          key: `e${hit.id}`, href: watchPath(hit.id), leadsTo: { episode: hit.id }, name: hit.title || place, facts: joined(hit.series.title, hit.title && place),
          reason: reasonFor(found, hit), uncertain: isUncertain(hit.match), still: { picture: stillOf(hit.id), title: place, of: hit.id },
        }
      }),
    },
    {
      name: 'songs', title: 'search.songs', icon: 'note',
      rows: results.songs.map((hit) => ({
        key: `s${hit.id}`, href: songPath(hit.id), name: hit.title, facts: joined(hit.artist, hit.series.title), reason: reasonFor(hit.title, hit), uncertain: isUncertain(hit.match),
        cover: hit.cover,
      })),
    },
    {
      name: 'lines', title: 'search.lines', icon: 'quote',
      rows: results.lines.map((hit) => ({
        key: `l${hit.episode.id} ${hit.time} ${hit.language}`, href: watchPath(hit.episode.id, hit.time),
        facts: joined(hit.series.title, episodeName(hit.episode.season, hit.episode.number), clock(hit.time * 1000)),
        reason: isUncertain(hit.match) ? reasonFor('', hit) : '', uncertain: isUncertain(hit.match),
        ...lineOf(hit),
      })),
    },
  ]
  for (const row of groups.flatMap((group) => group.rows)) row.language ??= langOf(row.name)
  return groups.filter((group) => group.rows.length > 0)
}
