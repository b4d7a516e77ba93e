// The subtitles of the episode: which is chosen, its cues, how far they are shifted.
import type { Subtitle } from '../../api/types'
import { activeCues } from './active_cues'
import { captionLook } from './look.svelte'
import type { CaptionCue } from './vtt'

export type CaptionState = 'off' | 'loading' | 'ready' | 'failed'

/** The file as its authors made it. */
export interface Original {
  url: string
  kind: 'ass' | 'pgs'
}

export class Captions {
  /** Index into `choices`; -1: off. */
  active = $state(-1)
  state = $state<CaptionState>('off')
  delayMs = $state(0)
  /** Shown together with the first, smaller; -1: none. */
  second = $state(-1)
  /** Of those that could not be drawn, once tried. */
  private undrawable = $state.raw<readonly string[]>([])
  private drawn = $state<string | undefined>(undefined)
  /** What is to be drawn in place of text; nothing where text is all there is, or the viewer likes it better. */
  readonly original = $derived.by((): Original | undefined => {
    const choice = this.choices[this.active]
    if (!choice?.original || this.undrawable.includes(choice.original) || (choice.url && captionLook.now.styling === 'own')) return undefined
    return { url: choice.original, kind: choice.url ? 'ass' : 'pgs' }
  })
  private cues = $state.raw<CaptionCue[]>([])
  private secondCues = $state.raw<CaptionCue[]>([])
  private readonly loaded = new Map<string, Promise<CaptionCue[]>>()
  /** What turning them on brings. */
  whenOn = 0
  private readonly stop = new AbortController()

  constructor(readonly choices: readonly Subtitle[]) {}

  async choose(index: number): Promise<void> {
    const choice = this.choices[index]
    this.active = choice ? index : -1
    this.cues = []
    this.drawn = undefined
    if (!choice) {
      this.state = 'off'
      return
    }
    this.whenOn = index
    this.state = 'loading'
    // Pictures have no text to fall back to: whoever draws them says how it went.
    if (!choice.url) {
      if (!this.original) this.state = 'failed'
      return
    }
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
    this.second = choice?.url ? index : -1
    this.secondCues = []
    if (!choice?.url) return
    try {
      const cues = await this.load(choice.url)
      if (this.second === index) this.secondCues = cues
    } catch {
      this.loaded.delete(choice.url)
      if (this.second === index) this.second = -1
    }
  }

  toggle(): Promise<void> {
    return this.choose(this.active >= 0 ? -1 : this.whenOn)
  }

  next(): Promise<void> {
    return this.choose(this.active + 1 < this.choices.length ? this.active + 1 : 0)
  }

  /** Nothing can show them. */
  lost(): void {
    this.state = 'failed'
  }

  draws(url: string): void {
    if (this.original?.url !== url) return
    this.drawn = url
    this.state = 'ready'
  }

  cannotDraw(url: string): void {
    const isChosen = this.original?.url === url
    this.undrawable = [...this.undrawable, url]
    if (isChosen && !this.choices[this.active]?.url) this.state = 'failed'
  }

  at(positionMs: number): CaptionCue[] {
    if (this.drawn !== undefined && this.drawn === this.original?.url) return []
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
    const [{ parseVtt }, text] = await Promise.all([import('./vtt'), response.text()])
    return parseVtt(text)
  }
}
