// What is played: which version of the episode, by which engine, and which other one when the browser cannot decode it.
import type { EpisodeDetail } from '../api/types'
import { lighterVersion, otherVersions, passedOver, playlistFor, plays, undecodable, type OtherVersion } from './codecs'
import type { AudioChoice, Engine } from './engine/engine'
import { NoEngine, takeEngine } from './engine/prepare'
import type { PlayerFault, Substitution } from './snapshot'

export interface SourceEvents {
  /** The element has been given something to play. */
  attached(): void
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
  }

  async open(startMs: number): Promise<void> {
    const { episode } = this
    if (!episode.playable || !episode.hls) return this.events.failed('conversion', episode.reason ?? '')
    const codec = undecodable(episode.tracks, plays)
    if (codec) return this.tryOther(codec, codec, startMs)
    const unheard = passedOver(episode.tracks, plays)
    if (unheard) this.substitution = { kind: 'audio', codec: unheard.codecs ?? unheard.codec }
    await this.load(playlistFor(episode.hls, episode.tracks, plays), startMs)
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

  private async change({ hls }: OtherVersion, startMs: number): Promise<void> {
    this.drop()
    await this.load(hls, startMs)
  }

  private async load(hls: string, startMs: number): Promise<void> {
    this.playing = hls
    try {
      const engine = await takeEngine(hls, startMs)
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
