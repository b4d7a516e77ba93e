// The browser's own HLS, where there is no Media Source Extensions: iPhones before iOS 17.1.
import type { AudioChoice, Engine, EngineFault, EngineListener } from './engine'

/** Safari's list, which the DOM library of TypeScript does not describe. */
interface NativeAudioTrack {
  enabled: boolean
  kind: string
  label: string
  language: string
}
type NativeAudioTracks = ArrayLike<NativeAudioTrack> & EventTarget

export class NativeEngine implements Engine {
  private video: (HTMLVideoElement & { audioTracks?: NativeAudioTracks }) | undefined
  private readonly stop = new AbortController()

  constructor(
    private readonly url: string,
    private readonly startMs: number,
  ) {}

  attach(video: HTMLVideoElement, listener: EngineListener): void {
    this.video = video
    const { signal } = this.stop
    video.addEventListener('loadedmetadata', () => this.startAtPlace(), { signal, once: true })
    video.addEventListener('error', () => listener.failed(this.fault(), video.error?.message ?? ''), { signal })
    const tell = (): void => listener.audioChanged(this.choices(), this.active())
    this.video.audioTracks?.addEventListener('addtrack', tell, { signal })
    this.video.audioTracks?.addEventListener('change', tell, { signal })
    video.src = this.url
  }

  chooseAudio(id: number): void {
    Array.from(this.video?.audioTracks ?? []).forEach((track, index) => (track.enabled = index === id))
  }

  recover(): void {
    const { video } = this
    if (!video) return
    const at = video.currentTime
    video.addEventListener('loadedmetadata', () => (video.currentTime = at), { signal: this.stop.signal, once: true })
    video.load()
    void video.play().catch(() => undefined)
  }

  destroy(): void {
    this.stop.abort()
    this.video?.removeAttribute('src')
    this.video?.load()
  }

  private startAtPlace(): void {
    if (this.video && this.startMs > 0) this.video.currentTime = this.startMs / 1000
  }

  private fault(): EngineFault {
    switch (this.video?.error?.code) {
      case MediaError.MEDIA_ERR_NETWORK:
        return 'network'
      case MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED:
        return 'codec'
      default:
        return 'media'
    }
  }

  private choices(): AudioChoice[] {
    return Array.from(this.video?.audioTracks ?? [], (track, id) => ({
      id,
      language: track.language || undefined,
      name: track.label,
      described: track.kind === 'description' || track.kind === 'main-desc',
    }))
  }

  private active(): number | undefined {
    const at = Array.from(this.video?.audioTracks ?? []).findIndex((track) => track.enabled)
    return at < 0 ? undefined : at
  }
}
