// Full screen of the whole page, so that it outlives an episode when the next one follows; on iPhones, of the video itself.
type OldVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void }

export class Fullscreen {
  on = $state(document.fullscreenElement !== null)
  private readonly stop = new AbortController()

  constructor(private readonly video: HTMLVideoElement) {
    document.addEventListener('fullscreenchange', () => (this.on = document.fullscreenElement !== null), { signal: this.stop.signal })
  }

  toggle(): void {
    // Refused without a press: then the page stays as it is.
    if (document.fullscreenElement) this.leave()
    else if (document.documentElement.requestFullscreen) void document.documentElement.requestFullscreen().catch(() => undefined)
    else (this.video as OldVideo).webkitEnterFullscreen?.()
  }

  leave(): void {
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
  }

  close(): void {
    this.stop.abort()
  }
}
