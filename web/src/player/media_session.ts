// The system's own controls: media keys, lock screen, headphones.
import { episodeName } from '../series/words'
import type { PlayerStore } from './store.svelte'

const kTellEveryMs = 1_000

export function joinMediaSession(store: PlayerStore, next: (() => void) | undefined): () => void {
  const session = navigator.mediaSession
  if (!session) return () => undefined
  const { episode } = store
  const picture = episode.artwork?.thumb ?? episode.series.artwork?.poster
  session.metadata = new MediaMetadata({
    title: [episodeName(store.seasonNumber, episode.number), episode.title].filter(Boolean).join(' · '),
    artist: episode.series.title,
    artwork: picture ? [{ src: picture.url }] : [],
  })
  const handlers: [MediaSessionAction, MediaSessionActionHandler | null][] = [
    ['play', () => store.play()],
    ['pause', () => store.pause()],
    ['seekbackward', (details) => store.nudge(-(details.seekOffset ?? 10) * 1000)],
    ['seekforward', (details) => store.nudge((details.seekOffset ?? 10) * 1000)],
    ['seekto', (details) => details.seekTime !== undefined && store.seekTo(details.seekTime * 1000)],
    ['nexttrack', next ?? null],
  ]
  const set = (action: MediaSessionAction, handler: MediaSessionActionHandler | null): void => {
    try {
      session.setActionHandler(action, handler)
    } catch {
      // An action this browser does not know.
    }
  }
  for (const [action, handler] of handlers) set(action, handler)
  // Lock screens draw a seek bar of their own.
  const tell = (): void => {
    const { durationMs, positionMs, rate } = store.snapshot
    if (durationMs > 0) session.setPositionState?.({ duration: durationMs / 1000, position: Math.min(positionMs, durationMs) / 1000, playbackRate: rate })
  }
  const timer = setInterval(tell, kTellEveryMs)
  return () => {
    clearInterval(timer)
    for (const [action] of handlers) set(action, null)
    session.metadata = null
  }
}
