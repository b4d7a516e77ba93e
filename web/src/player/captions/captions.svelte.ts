// The subtitles of the episode: which is chosen, its cues, how far they are shifted.
import type { Subtitle } from '../../api/types'
import { activeCues, parseVtt, type CaptionCue } from './vtt'

export type CaptionState = 'off' | 'loading' | 'ready' | 'failed'

export class Captions {
  /** Index into `choices`; -1: off. */
  active = $state(-1)
  state = $state<CaptionState>('off')
  delayMs = $state(0)
  /** Shown together with the first, smaller; -1: none. */
  second = $state(-1)
  private cues = $state.raw<CaptionCue[]>([])
  private secondCues = $state.raw<CaptionCue[]>([])
  private readonly loaded = new Map<string, Promise<CaptionCue[]>>()
  private lastChosen = 0
  private readonly stop = new AbortController()

  constructor(readonly choices: readonly Subtitle[]) {}

  async choose(index: number): Promise<void> {
    const choice = this.choices[index]
    this.active = choice ? index : -1
    this.cues = []
    if (!choice) {
      this.state = 'off'
      return
    }
    this.lastChosen = index
    this.state = 'loading'
    try {
      const cues = await this.load(choice.url)
      if (this.active !== index) return
      this.cues = cues
      this.state = 'ready'
    } catch {
      this.loaded.delete(choice.url)
      if (this.active === index && !this.stop.signal.aborted) this.state = 'failed'
    }
  }

  /** A failure leaves the first subtitles alone. */
  async chooseSecond(index: number): Promise<void> {
    const choice = this.choices[index]
    this.second = choice ? index : -1
    this.secondCues = []
    if (!choice) return
    try {
      const cues = await this.load(choice.url)
      if (this.second === index) this.secondCues = cues
    } catch {
      this.loaded.delete(choice.url)
      if (this.second === index) this.second = -1
    }
  }

  toggle(): Promise<void> {
    return this.choose(this.active >= 0 ? -1 : this.lastChosen)
  }

  next(): Promise<void> {
    return this.choose(this.active + 1 < this.choices.length ? this.active + 1 : 0)
  }

  at(positionMs: number): CaptionCue[] {
    return activeCues(this.cues, positionMs - this.delayMs)
  }

  /** Nothing while the first are off, or the same. */
  secondAt(positionMs: number): CaptionCue[] {
    return this.active < 0 || this.second === this.active ? [] : activeCues(this.secondCues, positionMs - this.delayMs)
  }

  close(): void {
    this.stop.abort()
  }

  private load(url: string): Promise<CaptionCue[]> {
    let cues = this.loaded.get(url)
    if (!cues) this.loaded.set(url, (cues = this.fetch(url)))
    return cues
  }

  private async fetch(url: string): Promise<CaptionCue[]> {
    const response = await fetch(url, { signal: this.stop.signal })
    if (!response.ok) throw new Error(`${response.status}`)
    return parseVtt(await response.text())
  }
}
