// What the server is doing with the folders: asked often while it scans, seldom while it rests.
import { ApiError, getJson } from '../api/client'
import type { ScanStatus } from '../api/types'
import { scanUrl } from '../api/urls'

const kWhileScanningMs = 1_500
const kWhileIdleMs = 20_000
const kWhileOfflineMs = 5_000

class Scan {
  status = $state.raw<ScanStatus>({ state: 'idle' })
  offline = $state(false)
  /** Rises when a scan has ended or the server has come back: lists are worth asking for again. */
  finished = $state(0)
  private timer: ReturnType<typeof setTimeout> | undefined

  start(): void {
    void this.ask()
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.ask()
    })
    addEventListener('online', () => void this.ask())
    addEventListener('offline', () => (this.offline = true))
  }

  /** Also by whoever has met no answer: `finished` rises once there is one again. */
  async ask(): Promise<void> {
    clearTimeout(this.timer)
    if (document.hidden) return
    try {
      const before = { scanning: this.status.state === 'scanning', offline: this.offline }
      this.status = await getJson<ScanStatus>(scanUrl)
      this.offline = false
      if (before.offline || (before.scanning && this.status.state === 'idle')) this.finished += 1
    } catch (cause) {
      // A server that answers, even badly, is not offline.
      this.offline = cause instanceof ApiError && cause.fault === 'offline'
    }
    clearTimeout(this.timer)
    const pause = this.offline ? kWhileOfflineMs : this.status.state === 'scanning' ? kWhileScanningMs : kWhileIdleMs
    this.timer = setTimeout(() => void this.ask(), pause)
  }
}

export const scan = new Scan()
