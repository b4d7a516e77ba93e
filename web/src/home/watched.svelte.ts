// What follows from what was watched: series like the last one, and the songs one has heard.
import { getJson, recall } from '../api/client'
import type { EpisodeDetail, SimilarList, SimilarSeries } from '../api/types'
import { episodeUrl, similarUrl } from '../api/urls'
import type { ProgressBook } from '../progress/progress'
import { heardSongs, type HeardSong } from './heard'

const kEpisodesRemembered = 4
const kFewestAlike = 2

export class Watched {
  /** Title of the series watched last. */
  readonly last: string
  alike = $state.raw<readonly SimilarSeries[]>([])
  heard = $state.raw<readonly HeardSong[]>([])
  /** What stands below these rows waits until then, so that it never moves. */
  known = $state(false)

  constructor(private readonly book: ProgressBook) {
    const watched = [...book.all()].sort((a, b) => b.updatedAt - a.updatedAt)
    const [last] = watched
    this.last = last?.seriesTitle ?? ''
    const urls = last ? [similarUrl(last.seriesId), ...watched.slice(0, kEpisodesRemembered).map((entry) => episodeUrl(entry.episodeId))] : []
    // What is remembered stands at once, for a page one comes back to. A row that cannot be had is not drawn, and nobody misses it.
    const remembered = urls.map((url) => recall<unknown>(url))
    if (remembered.every((answer) => answer !== undefined)) this.take(remembered)
    else void Promise.all(urls.map((url) => getJson<unknown>(url).catch(() => undefined))).then((answers) => this.take(answers))
  }

  get rows(): number {
    return Number(this.alike.length > 0) + Number(this.heard.length > 0)
  }

  private take([list, ...episodes]: readonly unknown[]): void {
    const { series = [] } = (list as SimilarList | undefined) ?? {}
    this.alike = series.length >= kFewestAlike ? series : []
    this.heard = heardSongs(episodes.filter((answer) => answer !== undefined) as EpisodeDetail[], (id) => this.book.of(id))
    this.known = true
  }
}
