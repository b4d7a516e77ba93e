// The system's own controls, as the player has them: media keys, lock screen, headphones.
import type { Music } from './music.svelte'
import type { Song } from './queue'

/** Returns what gives them back. */
export function joinMediaSession(music: Music, song: Song): () => void {
  const session = navigator.mediaSession
  if (!session) return () => undefined
  session.metadata = new MediaMetadata({ title: song.title, artist: song.artist || song.series.title, album: song.album, artwork: song.cover ? [{ src: song.cover.url }] : [] })
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => music.resume()],
    ['pause', () => music.pause()],
    ['previoustrack', () => music.previous()],
    ['nexttrack', () => music.next()],
    ['seekto', (details) => details.seekTime !== undefined && music.seek(details.seekTime * 1000)],
  ]
  const set = (action: MediaSessionAction, handler: MediaSessionActionHandler | null): void => {
    try {
      session.setActionHandler(action, handler)
    } catch {
      // An action this browser does not know.
    }
  }
  for (const [action, handler] of handlers) set(action, handler)
  return () => {
    for (const [action] of handlers) set(action, null)
    session.metadata = null
  }
}

/** Lock screens draw a seek bar of their own, and count on by themselves. */
export function tellPlace(positionMs: number, durationMs: number): void {
  if (durationMs > 0) navigator.mediaSession?.setPositionState?.({ duration: durationMs / 1000, position: Math.min(positionMs, durationMs) / 1000 })
}
