// Controls show when something moves and hide when nothing has for a while.
const kPointerMs = 3_000
const kTouchMs = 5_000

export class Autohide {
  awake = $state(true)
  private timer: ReturnType<typeof setTimeout> | undefined

  wake(by: 'pointer' | 'touch' = 'pointer'): void {
    this.awake = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => (this.awake = false), by === 'touch' ? kTouchMs : kPointerMs)
  }

  sleep(): void {
    clearTimeout(this.timer)
    this.awake = false
  }

  close(): void {
    clearTimeout(this.timer)
  }
}
