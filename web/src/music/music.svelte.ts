// The songs that play while one walks through the pages. Small, for every page with songs has it; what is drawn comes with the first press.
import { mount } from 'svelte'
import { onOtherCatalogue } from '../kept/catalogue'
import { canPlay } from './kinds'
import { amid, before, queueOf, songIn, step, type Queue, type Song } from './queue'

/** Why a song does not play. */
export type MusicFault = 'gone' | 'kind' | 'offline'

/** A browser says of any failure that it found nothing to play: the server knows whether there is a file. */
async function faultOf(url: string): Promise<MusicFault> {
  try {
    return (await fetch(url, { headers: { Range: 'bytes=0-0' }, cache: 'no-store' })).ok ? 'kind' : 'gone'
  } catch {
    return 'offline'
  }
}

export class Music {
  private queue = $state.raw<Queue | undefined>(undefined)
  paused = $state(true)
  positionMs = $state(0)
  durationMs = $state(0)
  fault = $state<MusicFault | undefined>(undefined)
  readonly song = $derived(songIn(this.queue))
  readonly hasNext = $derived(this.queue !== undefined && step(this.queue, 1) !== undefined)
  private element: HTMLAudioElement | undefined
  /** The song began because the one before it ended. */
  private goesOn = false
  private bar: Promise<unknown> | undefined

  /** From `first` on, and that one itself is stopped and goes on where it is playing. */
  play(songs: readonly Song[], first = 0): void {
    const wanted = queueOf(songs, first, canPlay)
    if (!wanted) return
    if (songIn(wanted)?.id === this.song?.id) return this.toggle()
    // In the same breath as the press: later a browser would not let sound begin.
    this.start(wanted, false)
    this.bar ??= import('./MusicBar.svelte').then(
      ({ default: MusicBar }) => mount(MusicBar, { target: document.body, props: { music: this } }),
      () => void (this.bar = undefined),
    )
  }

  /** The songs around the one that plays. */
  surround(songs: readonly Song[]): void {
    if (this.queue) this.queue = amid(this.queue, songs, canPlay)
  }

  toggle(): void {
    if (this.paused) this.resume()
    else this.pause()
  }

  resume(): void {
    const { element, queue } = this
    if (!element || !queue) return
    if (this.fault) this.start(queue, false, this.positionMs)
    else void element.play().catch(() => undefined)
  }

  pause(): void {
    this.element?.pause()
  }

  next(): void {
    const next = this.queue && step(this.queue, 1)
    if (next) this.start(next, false)
  }

  previous(): void {
    const previous = this.queue && before(this.queue, this.positionMs)
    if (previous) this.start(previous, false)
    else this.seek(0)
  }

  seek(positionMs: number): void {
    const { element } = this
    if (!element) return
    const to = Math.max(0, Math.min(positionMs, this.durationMs))
    element.currentTime = to / 1000
    this.positionMs = to
  }

  close(): void {
    this.queue = undefined
    this.fault = undefined
    this.paused = true
    this.element?.pause()
    this.element?.removeAttribute('src')
    this.element?.load()
  }

  private start(queue: Queue, goesOn: boolean, fromMs = 0): void {
    const song = songIn(queue)
    if (!song?.audio) return
    this.queue = queue
    this.goesOn = goesOn
    this.fault = undefined
    this.positionMs = fromMs
    this.durationMs = song.duration * 1000
    const element = (this.element ??= this.made())
    element.src = song.audio.url
    if (fromMs > 0) element.currentTime = fromMs / 1000
    this.paused = false
    element.play().catch(() => {
      if (element.paused) this.paused = true
    })
  }

  private made(): HTMLAudioElement {
    const element = new Audio()
    const on = (event: keyof HTMLMediaElementEventMap, then: () => void): void => element.addEventListener(event, then)
    on('play', () => (this.paused = false))
    on('pause', () => (this.paused = true))
    on('timeupdate', () => (this.positionMs = element.currentTime * 1000))
    on('durationchange', () => {
      if (Number.isFinite(element.duration)) this.durationMs = element.duration * 1000
    })
    on('ended', () => {
      const next = this.queue && step(this.queue, 1)
      if (next) this.start(next, true)
    })
    on('error', () => void this.tell(this.queue))
    return element
  }

  private async tell(queue: Queue | undefined): Promise<void> {
    const url = songIn(queue)?.audio?.url
    if (!queue || !url) return
    this.paused = true
    const fault = await faultOf(url)
    if (this.queue !== queue) return
    // An album goes on past a song of no use; who pressed for this very one is told.
    const next = fault !== 'offline' && this.goesOn ? step(queue, 1) : undefined
    if (next) this.start(next, true)
    else this.fault = fault
  }
}

export const music = new Music()
onOtherCatalogue(() => music.close())
