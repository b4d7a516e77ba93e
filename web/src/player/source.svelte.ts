// What is played: which file of the episode, by which engine, and which other one when the browser cannot decode it.
import type { EpisodeDetail } from '../api/types'
import { lighterVersion, otherVersions, passedOver, playlistFor, plays, undecodable, type OtherVersion } from './codecs'
import type { AudioChoice, Engine } from './engine/engine'
import { NoEngine, takeEngine } from './engine/prepare'
import { pieceAt, piecesOf, whole, type Piece } from './pieces'
import type { PlayerFault, Substitution } from './snapshot'

export interface SourceEvents {
  /** The element has been given something to play. */
  attached(): void
  /** Another file of a split episode is being fetched. */
  changing(): void
  audioChanged(choices: readonly AudioChoice[], active: number | undefined): void
  failed(kind: PlayerFault['kind'], detail: string, codec?: string): void
}

export class Source {
  substitution = $state.raw<Substitution | undefined>(undefined)
  engine: Engine | undefined
  /** The playlist that is played. */
  private playing = $state('')
  /** A smaller file of the same episode. */
  readonly lighter = $derived.by(() => lighterVersion(this.episode, this.playing))
  /** The files of a split episode, of which one plays at a time. */
  private pieces: readonly Piece[]
  private piece = 0
  /** Still to be tried when the one that plays cannot be decoded. */
  private readonly versions: OtherVersion[]
  private closed = false

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly episode: EpisodeDetail,
    private readonly events: SourceEvents,
    /** Where the episode is now, for what takes over from here. */
    private readonly positionMs: () => number,
  ) {
    this.versions = otherVersions(episode)
    this.pieces = piecesOf(episode)
  }

  get isSplit(): boolean {
    return this.pieces.length > 1
  }

  /** Where the file that plays begins. */
  get beginMs(): number {
    return this.pieces[this.piece]?.startMs ?? 0
  }

  /** Where the file after it begins. */
  get nextMs(): number | undefined {
    return this.pieces[this.piece + 1]?.startMs
  }

  /** Whether this place lies in the file that plays. */
  holds(positionMs: number): boolean {
    return pieceAt(this.pieces, positionMs) === this.piece
  }

  async open(startMs: number): Promise<void> {
    const { episode } = this
    if (!episode.playable || !episode.hls) return this.events.failed('conversion', episode.reason ?? '')
    const codec = undecodable(episode.tracks, plays)
    if (codec) return this.tryOther(codec, codec, startMs)
    const unheard = passedOver(episode.tracks, plays)
    if (unheard) this.substitution = { kind: 'audio', codec: unheard.codecs ?? unheard.codec }
    await this.load(startMs)
  }

  /** With the file of a split episode in which this place lies. */
  async goOn(positionMs: number): Promise<void> {
    this.drop()
    this.events.changing()
    await this.load(positionMs)
  }

  /** Goes on with the smaller file. */
  async lighten(positionMs: number): Promise<void> {
    if (this.lighter) await this.change(this.lighter, positionMs)
  }

  /** From the beginning of it all: the engine that failed is not asked again. */
  async reopen(positionMs: number): Promise<void> {
    this.drop()
    await this.open(positionMs)
  }

  close(): void {
    this.closed = true
    this.engine?.destroy()
  }

  private drop(): void {
    this.engine?.destroy()
    this.engine = undefined
  }

  /** To another file, which is all of the episode. */
  private async change({ hls }: OtherVersion, startMs: number): Promise<void> {
    this.drop()
    this.pieces = [whole(hls)]
    await this.load(startMs)
  }

  private async load(startMs: number): Promise<void> {
    this.piece = pieceAt(this.pieces, startMs)
    const hls = this.pieces[this.piece]?.hls ?? ''
    this.playing = hls
    try {
      const isPreferred = this.pieces[0]?.hls === this.episode.hls
      const engine = await takeEngine(isPreferred ? playlistFor(hls, this.episode.tracks, plays) : hls, startMs - this.beginMs)
      if (this.closed || this.playing !== hls) return engine.destroy()
      this.engine = engine
      engine.attach(this.video, {
        audioChanged: (choices, active) => this.events.audioChanged(choices, active),
        failed: (fault, detail) => {
          if (fault !== 'codec') return this.events.failed(fault, detail)
          const codec = this.episode.tracks.find((track) => track.kind === 'video')?.codec ?? ''
          void this.tryOther(codec, detail, this.positionMs())
        },
      })
      this.events.attached()
    } catch (cause) {
      this.events.failed(cause instanceof NoEngine ? 'unsupported' : 'engine', String(cause))
    }
  }

  /** Another file of the episode where there is one, said plainly; else why nothing plays. */
  private async tryOther(codec: string, detail: string, startMs: number): Promise<void> {
    const version = this.versions.shift()
    if (!version) {
      this.drop()
      return this.events.failed('codec', detail, codec)
    }
    this.substitution = { kind: 'version', codec, label: version.label }
    await this.change(version, startMs)
  }
}
