// Full screen of the stage; on iPhones, which have none for elements, of the video itself.
type OldVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void }

export class Fullscreen {
  on = $state(false)
  private readonly stop = new AbortController()

  constructor(
    private readonly stage: HTMLElement,
    private readonly video: HTMLVideoElement,
  ) {
    document.addEventListener('fullscreenchange', () => (this.on = document.fullscreenElement === stage), { signal: this.stop.signal })
  }

  toggle(): void {
    // Refused without a press: then the page stays as it is.
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
    else if (this.stage.requestFullscreen) void this.stage.requestFullscreen().catch(() => undefined)
    else (this.video as OldVideo).webkitEnterFullscreen?.()
  }

  leave(): void {
    this.stop.abort()
    if (document.fullscreenElement === this.stage) void document.exitFullscreen().catch(() => undefined)
  }
}
