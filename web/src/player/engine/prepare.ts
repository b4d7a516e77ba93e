// Chooses the engine, and keeps one that was made ahead of the press.
import type { Engine } from './engine'

interface Prepared {
  url: string
  startMs: number
  engine: Promise<Engine>
}
let prepared: Prepared | undefined

const hasMediaSource = (): boolean => 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis

/** Thrown when this browser has neither Media Source Extensions nor HLS of its own. */
export class NoEngine extends Error {}

async function make(url: string, startMs: number): Promise<Engine> {
  if (hasMediaSource()) {
    const { HlsEngine, canPlay } = await import('./hls_engine')
    if (canPlay()) return new HlsEngine(url, startMs)
  }
  if (document.createElement('video').canPlayType('application/vnd.apple.mpegurl') === '') throw new NoEngine()
  const { NativeEngine } = await import('./native_engine')
  return new NativeEngine(url, startMs)
}

function drop(): void {
  // An engine that could not be made has nothing to destroy.
  prepared?.engine.then((engine) => engine.destroy()).catch(() => undefined)
  prepared = undefined
}

/** Starts loading an episode that will probably be played; the one prepared before it is let go. */
export async function prepareEngine(url: string, startMs: number): Promise<void> {
  if (prepared?.url === url && prepared.startMs === startMs) return
  drop()
  const mine: Prepared = { url, startMs, engine: make(url, startMs) }
  prepared = mine
  try {
    await mine.engine
  } catch (cause) {
    if (prepared === mine) prepared = undefined
    throw cause
  }
}

/** The prepared engine if it is for this place, else a new one. The caller destroys it. */
export function takeEngine(url: string, startMs: number): Promise<Engine> {
  if (prepared?.url === url && prepared.startMs === startMs) {
    const { engine } = prepared
    prepared = undefined
    return engine
  }
  drop()
  return make(url, startMs)
}
