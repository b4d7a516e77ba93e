// What the player is doing, as its views draw it.
import type { AudioChoice, EngineFault } from './engine/engine'

export type PlayerFault = { kind: EngineFault | 'engine' | 'conversion'; codec?: string; detail: string; positionMs: number }

export interface PlayerSnapshot {
  paused: boolean
  /** The picture stands although it should run. */
  waiting: boolean
  ended: boolean
  /** The first frame is there. */
  begun: boolean
  /** The browser wants a press before it plays with sound. */
  needsPress: boolean
  positionMs: number
  /** Where a seek under way will land; undefined when none is. */
  targetMs: number | undefined
  durationMs: number
  /** Width of the picture for its height. */
  aspect: number
  buffered: readonly (readonly [number, number])[]
  volume: number
  muted: boolean
  rate: number
  audio: readonly AudioChoice[]
  activeAudio: number | undefined
  fault: PlayerFault | undefined
}

/** What the player chose in place of what the browser cannot decode. */
export type Substitution = { kind: 'version'; codec: string; label: string } | { kind: 'audio'; codec: string }
