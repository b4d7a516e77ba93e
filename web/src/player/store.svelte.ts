// The state of the player: views send requests and render the snapshot; nothing else touches the video element.
import { getJson } from '../api/client'
import type { EpisodeDetail, EpisodeLink } from '../api/types'
import { episodeUrl } from '../api/urls'
import { progressBook } from '../progress/local_book.svelte'
import { linkOf, resumePositionMs } from '../progress/progress'
import { Captions } from './captions/captions.svelte'
import { sameLanguage } from './captions/choose'
import { beginCaptions, keepCaptions, keepSecondCaptions } from './captions/remembered'
import type { AudioChoice } from './engine/engine'
import { keepPreferences, readPreferences } from './preferences'
import { segmentsOf } from './seek/segments'
import type { PlayerFault, PlayerSnapshot } from './snapshot'
import { Source } from './source.svelte'
import { Standing } from './standing'
import type { TileAt } from './seek/thumbnails'
import type { Leveller } from './sound/leveller'
import { songCues, type SongCue } from './songs/cues'

export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const

/** Keys pressed in a run make one seek. */
const kSeekRestMs = 250
const kKeepEveryMs = 5_000
const kVolumeStep = 0.05
const kFrameSeconds = 1 / 24

export class PlayerStore {
  readonly snapshot: PlayerSnapshot = $state({
    paused: true,
    waiting: true,
    ended: false,
    begun: false,
    needsPress: false,
    positionMs: 0,
    targetMs: undefined,
    durationMs: 0,
    aspect: 16 / 9,
    buffered: [],
    volume: 1,
    muted: false,
    rate: 1,
    audio: [],
    activeAudio: undefined,
    fault: undefined,
  })
  /** The episode after this one, once it is known by name. */
  next = $state.raw<EpisodeLink | undefined>(undefined)
  readonly captions: Captions
  readonly songs: readonly SongCue[]
  /** The furthest place the viewer has ever come to: what lies behind it is no secret. */
  reachedMs = $state(0)
  /** Outline of the episode's loudness, once it is known. */
  ribbon = $state('')
  /** Small pictures for the seek bar, once they are there. */
  tileAt = $state.raw<TileAt | undefined>(undefined)
  /** A place is being looked for: the picture has not followed yet. */
  previewing = $state(false)
  readonly seasonNumber: number
  /** Where this visit began, when it went on from an earlier one. */
  readonly resumedFromMs: number
  private readonly startMs: number
  readonly segments = $derived.by(() => segmentsOf(this.snapshot.durationMs, this.episode.chapters ?? [], this.episode.parts ?? []))
  readonly shownMs = $derived.by(() => this.snapshot.targetMs ?? this.snapshot.positionMs)

  readonly source: Source
  private leveller: Promise<Leveller | undefined> | undefined
  private seekTimer: ReturnType<typeof setTimeout> | undefined
  private frame = 0
  /** Asked to run, and not stopped by anybody since. */
  private wanted = false
  /** The element shows a place of the episode; taken by an engine, or taken anew, it says 0 until it is sought. */
  private placed = false
  private readonly standing = new Standing()
  private keptAt = 0
  private audioChosen = false
  private captionsChosen = false
  private readonly stop = new AbortController()

  constructor(
    private readonly video: HTMLVideoElement,
    readonly episode: EpisodeDetail,
    /** Seconds; undefined: where the viewer left off. */
    at?: number,
  ) {
    this.captions = new Captions(episode.subtitles ?? [])
    this.seasonNumber = episode.season
    this.source = new Source(
      video,
      episode,
      {
        attached: () => this.play(),
        audioChanged: (choices, active) => this.audioChanged(choices, active),
        failed: (kind, detail, codec) => this.fail(kind, detail, codec),
      },
      () => this.snapshot.positionMs,
    )
    this.songs = songCues(episode.cues ?? [])
    // Nobody goes on with a trailer; and its id is no episode's.
    const place = episode.extra ? undefined : progressBook.of(episode.id)
    this.startMs = at === undefined ? resumePositionMs(place) : at * 1000
    this.resumedFromMs = at === undefined ? this.startMs : 0
    this.snapshot.durationMs = (episode.duration ?? 0) * 1000 // of all files
    this.snapshot.positionMs = this.startMs
    this.reachedMs = Math.max(this.startMs, place?.reachedMs ?? 0)
    const { volume, muted } = readPreferences()
    video.volume = this.snapshot.volume = volume
    video.muted = this.snapshot.muted = muted
    this.next = episode.next ?? undefined
    this.listen()
    void this.source.open(this.startMs)
  }

  // --- requests ---

  play(): void {
    this.wanted = true
    this.snapshot.needsPress = false
    void this.video.play().catch((cause: unknown) => {
      const { name } = cause as DOMException
      if (name === 'NotAllowedError') this.snapshot.needsPress = true
      // Interrupted by a pause, or by the engine's taking the element anew, which "emptied" tells of; of a source it cannot play the engine tells.
      else if (name !== 'AbortError' && name !== 'NotSupportedError') this.fail('media', String(cause))
    })
  }

  pause(): void {
    this.video.pause()
  }

  toggle(): void {
    if (this.video.paused) this.play()
    else this.pause()
  }

  seekTo(positionMs: number): void {
    clearTimeout(this.seekTimer)
    this.previewing = false
    const target = this.clamp(positionMs)
    this.snapshot.targetMs = target
    this.snapshot.ended = false
    this.video.currentTime = target / 1000
  }

  /** Shows a place without going there. */
  preview(positionMs: number | undefined): void {
    clearTimeout(this.seekTimer)
    this.seekTimer = undefined
    this.previewing = positionMs !== undefined
    this.snapshot.targetMs = positionMs === undefined ? undefined : this.clamp(positionMs)
  }

  /** Steps from where the last step led; the picture follows once the steps rest. */
  nudge(byMs: number): void {
    const target = this.clamp(this.shownMs + byMs)
    this.preview(target)
    this.seekTimer = setTimeout(() => this.seekTo(target), kSeekRestMs)
  }

  stepFrame(direction: 1 | -1): void {
    if (!this.video.paused) return
    this.video.currentTime += direction * this.frameSeconds()
  }

  setVolume(volume: number): void {
    this.video.volume = Math.min(1, Math.max(0, Math.round(volume * 100) / 100))
    this.video.muted = this.video.volume === 0
    this.readVolume()
  }

  stepVolume(direction: 1 | -1): void {
    this.setVolume((this.video.muted ? 0 : this.video.volume) + direction * kVolumeStep)
  }

  toggleMuted(): void {
    this.video.muted = !this.video.muted
    if (!this.video.muted && this.video.volume === 0) this.video.volume = 0.5
    this.readVolume()
  }

  /** Louder or softer than the film is, in decibels. Nothing is touched until it is first wanted. */
  async level(decibels: number): Promise<void> {
    if (decibels === 0 && !this.leveller) return
    this.leveller ??= import('./sound/leveller').then(({ Leveller }) => Leveller.of(this.video))
    let leveller: Leveller | undefined
    try {
      leveller = await this.leveller
    } catch {
      // Its code did not come: asked for again when the viewer wants it again. The film is as loud as it is.
      this.leveller = undefined
    }
    leveller?.set(decibels)
    if (this.stop.signal.aborted) leveller?.close()
  }

  /** Goes on with the smaller file, from the same place. */
  lighten(): Promise<void> {
    return this.source.lighten(this.shownMs)
  }

  setRate(rate: number): void {
    this.snapshot.rate = this.video.playbackRate = rate
  }

  stepRate(direction: 1 | -1): void {
    const at = speeds.findIndex((speed) => speed >= this.video.playbackRate)
    const next = speeds[(at < 0 ? speeds.length - 1 : at) + direction]
    if (next !== undefined) this.setRate(next)
  }

  chooseAudio(id: number): void {
    this.source.engine?.chooseAudio(id)
    const choice = this.snapshot.audio.find((entry) => entry.id === id)
    this.snapshot.activeAudio = id
    keepPreferences({ audio: choice?.language })
  }

  async chooseCaptions(index: number): Promise<void> {
    await this.captions.choose(index)
    keepCaptions(this.captions)
  }

  async chooseSecondCaptions(index: number): Promise<void> {
    await this.captions.chooseSecond(index)
    keepSecondCaptions(this.captions)
  }

  async toggleCaptions(): Promise<void> {
    await this.captions.toggle()
    keepCaptions(this.captions)
  }

  async nextCaptions(): Promise<void> {
    await this.captions.next()
    keepCaptions(this.captions)
  }

  togglePictureInPicture(): void {
    // Refused while nothing is loaded, or by the viewer's settings: then nothing happens.
    const change = document.pictureInPictureElement ? document.exitPictureInPicture() : this.video.requestPictureInPicture?.()
    change?.catch(() => undefined)
  }

  /** Goes on after a fault, from the same place. */
  recover(): void {
    const positionMs = this.snapshot.fault?.positionMs ?? this.snapshot.positionMs
    const { kind } = this.snapshot.fault ?? {}
    this.snapshot.fault = undefined
    this.snapshot.waiting = true
    const { engine } = this.source
    if (engine && kind !== 'gone') {
      engine.recover(kind === 'media')
      this.play()
    } else void this.source.reopen(positionMs)
  }

  close(): void {
    this.keepPlace()
    this.stop.abort()
    clearTimeout(this.seekTimer)
    cancelAnimationFrame(this.frame)
    this.captions.close()
    this.source.close()
    void this.leveller?.then((leveller) => leveller?.close()).catch(() => undefined)
  }

  // --- the video element ---

  /** The link may hold no more than the id: a name is wanted for the button, the card and "continue watching". */
  private async nameNext(): Promise<void> {
    if (!this.next || this.next.number != null) return
    const { id } = this.next
    const { number, title, season, artwork, playable } = await getJson<EpisodeDetail>(episodeUrl(id), this.stop.signal)
    this.next = { id, number, playable, season, ...(title ? { title } : {}), ...(artwork ? { artwork } : {}) }
  }

  private fail(kind: PlayerFault['kind'], detail: string, codec?: string): void {
    const positionMs = this.snapshot.targetMs ?? this.snapshot.positionMs
    this.snapshot.fault = { kind, detail, positionMs, ...(codec ? { codec } : {}) }
    this.snapshot.waiting = false
    this.video.pause()
  }

  private listen(): void {
    const on = (name: keyof HTMLVideoElementEventMap, then: () => void): void =>
      this.video.addEventListener(name, then, { signal: this.stop.signal })
    const { snapshot, video } = this
    on('play', () => {
      snapshot.paused = false
      this.follow()
    })
    on('pause', () => {
      this.wanted = false
      snapshot.paused = true
      this.readPosition()
      this.keepPlace()
    })
    on('playing', () => {
      snapshot.waiting = false
      snapshot.begun = true
      snapshot.ended = false
    })
    on('loadeddata', () => {
      snapshot.begun = this.placed = true
      // After the first frame, and a courtesy: without it the button says "Next episode".
      this.nameNext().catch(() => undefined)
      if (video.paused) snapshot.waiting = false
    })
    // An engine that restarts a decoder takes the element anew, which stops it without a word: it must run again.
    on('emptied', () => {
      this.placed = false
      if (this.wanted && this.source.engine) this.play()
    })
    on('waiting', () => (snapshot.waiting = true))
    on('seeking', () => (snapshot.waiting = true))
    on('seeked', () => {
      snapshot.waiting = video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && !video.paused
      // An earlier seek has landed while the next one is still being chosen: that one's place stays in sight.
      if (!this.previewing) snapshot.targetMs = undefined
      this.readPosition()
    })
    on('canplay', () => (snapshot.waiting = false))
    on('ended', () => {
      snapshot.ended = true
      this.readPosition()
      this.keepPlace()
    })
    on('durationchange', () => {
      if (Number.isFinite(video.duration)) snapshot.durationMs = video.duration * 1000
    })
    on('resize', () => {
      if (video.videoHeight > 0) snapshot.aspect = video.videoWidth / video.videoHeight
    })
    on('progress', () => this.readBuffered())
    on('timeupdate', () => {
      this.readPosition()
      this.readBuffered()
      if (Date.now() - this.keptAt > kKeepEveryMs) this.keepPlace()
    })
    on('volumechange', () => this.readVolume())
    on('ratechange', () => (snapshot.rate = video.playbackRate))
    addEventListener('pagehide', () => this.keepPlace(), { signal: this.stop.signal })
  }

  /** While playing, every frame: captions must appear with the word they belong to. */
  private follow(): void {
    cancelAnimationFrame(this.frame)
    this.standing.begin()
    const step = (): void => {
      if (this.video.paused || this.stop.signal.aborted) return
      this.readPosition()
      this.watchStanding()
      this.frame = requestAnimationFrame(step)
    }
    this.frame = requestAnimationFrame(step)
  }

  private watchStanding(): void {
    const { video } = this
    const finding = this.standing.look(video, performance.now())
    if (finding === undefined) return
    this.snapshot.waiting = finding !== 'moves'
    // To where it is: that sets the decoder going again.
    if (finding === 'push') video.currentTime += 0
    else if (finding === 'lost') this.fail('media', 'the picture stands')
  }

  private readPosition(): void {
    if (!this.placed && this.video.currentTime === 0) return
    this.snapshot.positionMs = this.video.currentTime * 1000
    if (this.snapshot.positionMs > this.reachedMs) this.reachedMs = this.snapshot.positionMs
  }

  /** Also at once after a change, which the element tells of later: what is said of it is of now. */
  private readVolume(): void {
    const { volume, muted } = this.video
    Object.assign(this.snapshot, { volume, muted })
    keepPreferences({ volume, muted })
  }

  private readBuffered(): void {
    const { buffered } = this.video
    this.snapshot.buffered = Array.from({ length: buffered.length }, (_, index) => [buffered.start(index) * 1000, buffered.end(index) * 1000] as const)
  }

  private audioChanged(choices: readonly AudioChoice[], active: number | undefined): void {
    this.snapshot.audio = choices
    this.snapshot.activeAudio = active
    if (choices.length > 1 && !this.audioChosen) {
      this.audioChosen = true
      const { audio } = readPreferences()
      const wanted = audio ? choices.find((choice) => sameLanguage(choice.language, audio) && !choice.described) : undefined
      if (wanted && wanted.id !== active) this.source.engine?.chooseAudio(wanted.id)
    }
    if (!this.captionsChosen && (choices.length > 0 || this.source.engine)) {
      this.captionsChosen = true
      void beginCaptions(this.captions, this.spokenLanguage())
    }
  }

  private spokenLanguage(): string | undefined {
    const { audio, activeAudio } = this.snapshot
    const chosen = audio.find((choice) => choice.id === activeAudio)?.language
    const carried = this.episode.tracks?.filter((track) => track.kind === 'audio' && track.carried) ?? []
    return chosen ?? (carried.find((track) => track.default) ?? carried[0])?.language ?? undefined
  }

  private keepPlace(): void {
    const { episode, snapshot } = this
    if (episode.extra || !snapshot.begun || !(snapshot.durationMs > 0)) return
    this.keptAt = Date.now()
    progressBook.keep({
      episodeId: episode.id,
      seriesId: episode.series.id,
      seriesTitle: episode.series.title,
      season: this.seasonNumber,
      number: episode.number ?? 0,
      title: episode.title ?? '',
      // Also a place the picture has not come to yet: who leaves in the middle of a seek comes back to where it leads.
      positionMs: Math.round(snapshot.ended ? snapshot.durationMs : this.previewing && !this.seekTimer ? snapshot.positionMs : this.shownMs),
      durationMs: Math.round(snapshot.durationMs),
      reachedMs: Math.round(this.reachedMs),
      updatedAt: this.keptAt,
      artwork: episode.artwork,
      next: linkOf(this.next, this.seasonNumber),
    })
  }

  private frameSeconds(): number {
    const rate = this.episode.tracks?.find((track) => track.kind === 'video')?.frame_rate
    return rate && rate > 0 ? 1 / rate : kFrameSeconds
  }

  private clamp(positionMs: number): number {
    return Math.min(Math.max(0, positionMs), Math.max(0, this.snapshot.durationMs - 100))
  }
}
