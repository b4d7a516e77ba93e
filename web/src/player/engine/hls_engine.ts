// hls.js over Media Source Extensions. Subtitles are not its business: the player fetches and draws them itself.
import Hls, { ErrorDetails, ErrorTypes, Events, type ErrorData, type HlsConfig, type MediaPlaylist } from 'hls.js'
import type { AudioChoice, Engine, EngineFault, EngineListener } from './engine'

/** A decoder that stumbles is restarted once in this time; then the viewer is told. */
const kRecoverOnceInMs = 5_000
const kGone = [404, 410]

function configuration(startMs: number): Partial<HlsConfig> {
  return {
    startPosition: startMs / 1000,
    // The segments are fragmented MP4 already and pass through; a worker would add its start to the first frame.
    enableWorker: false,
    // The first segments are fetched while the video element is still on its way.
    startFragPrefetch: true,
    testBandwidth: false,
    // A server in the house: begin with the best rendition rather than work up to it.
    abrEwmaDefaultEstimate: 20_000_000,
    maxBufferLength: 40,
    maxMaxBufferLength: 60,
    backBufferLength: 30,
    renderTextTracksNatively: false,
    enableWebVTT: false,
    enableIMSC1: false,
    enableCEA708Captions: false,
    subtitleStreamController: undefined as never,
    subtitleTrackController: undefined as never,
    timelineController: undefined as never,
    // It starts and stops the element of its own accord, for advertisements that we do not have.
    interstitialsController: undefined as never,
  }
}

function choiceOf(track: MediaPlaylist): AudioChoice {
  return {
    id: track.id,
    language: track.lang,
    name: track.name,
    described: (track.characteristics ?? '').includes('describes-video'),
  }
}

function faultOf(data: ErrorData): EngineFault {
  switch (data.details) {
    case ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR:
    case ErrorDetails.BUFFER_ADD_CODEC_ERROR:
    case ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR:
      return 'codec'
  }
  if (data.type === ErrorTypes.NETWORK_ERROR) return kGone.includes(data.response?.code ?? 0) ? 'gone' : 'network'
  return 'media'
}

export class HlsEngine implements Engine {
  private readonly hls: Hls
  private listener: EngineListener | undefined
  private recoveredAt = -Infinity
  /** A fault that came before anyone listened. */
  private early: ErrorData | undefined

  constructor(
    private readonly url: string,
    private readonly startMs: number,
  ) {
    this.hls = new Hls(configuration(startMs))
    this.hls.on(Events.ERROR, (_, data) => this.fail(data))
    this.hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.tellAudio())
    this.hls.on(Events.AUDIO_TRACK_SWITCHING, () => this.tellAudio())
    this.hls.loadSource(url)
  }

  attach(video: HTMLVideoElement, listener: EngineListener): void {
    this.listener = listener
    this.hls.attachMedia(video)
    this.tellAudio()
    if (this.early) this.fail(this.early)
  }

  chooseAudio(id: number): void {
    this.hls.audioTrack = id
  }

  recover(decoder: boolean): void {
    this.early = undefined
    if (this.hls.levels.length === 0) {
      this.hls.loadSource(this.url)
      return
    }
    const { media } = this.hls
    if (decoder || media?.error) this.restartDecoder()
    else this.hls.startLoad(media?.currentTime ?? -1)
  }

  destroy(): void {
    this.listener = undefined
    this.hls.destroy()
  }

  private tellAudio(): void {
    const active = this.hls.audioTrack
    this.listener?.audioChanged(this.hls.audioTracks.map(choiceOf), active < 0 ? undefined : this.hls.audioTracks[active]?.id)
  }

  private restartDecoder(): void {
    const seconds = this.hls.media?.currentTime || this.startMs / 1000
    this.hls.recoverMediaError()
    // At the beginning of a film it forgets to load again by itself.
    this.hls.startLoad(seconds)
  }

  private fail(data: ErrorData): void {
    if (!data.fatal) return
    if (!this.listener) {
      this.early = data
      return
    }
    const fault = faultOf(data)
    const now = performance.now()
    if (fault === 'media' && now - this.recoveredAt > kRecoverOnceInMs) {
      this.recoveredAt = now
      this.restartDecoder()
      return
    }
    this.listener.failed(fault, [data.details, data.error?.message, data.response?.code].filter(Boolean).join(' · '))
  }
}

export const canPlay = (): boolean => Hls.isSupported()
