// What was just taken away, and how to have it back: offered for a while instead of asking beforehand.
const kOfferedMs = 8_000

class Undo {
  offer = $state.raw<{ text: string; undo: () => void } | undefined>(undefined)
  private timer: ReturnType<typeof setTimeout> | undefined

  show(text: string, undo: () => void): void {
    this.offer = { text, undo }
    this.go()
  }

  take(): void {
    this.offer?.undo()
    this.close()
  }

  close(): void {
    this.wait()
    this.offer = undefined
  }

  /** The time stands still while somebody is at the button. */
  wait(): void {
    clearTimeout(this.timer)
  }

  go(): void {
    this.wait()
    this.timer = setTimeout(() => this.close(), kOfferedMs)
  }
}

export const undo = new Undo()
