// What the viewer likes, from one episode to the next.
import type { CaptionPreference } from './captions/choose'

const kStorageKey = 'bonustrack.player.1'

export interface Preferences {
  volume: number
  muted: boolean
  captions?: CaptionPreference
  /** Language of those that were on last. */
  captionsOn?: string | undefined
  audio?: string | undefined
  /** Language of the second subtitles; undefined for none. */
  second?: string | undefined
  /** How captions look; read by captions/look. */
  look?: unknown
  autoSkip?: boolean
  evenLoudness?: boolean
}

export function readPreferences(): Preferences {
  const preferences: Preferences = { volume: 1, muted: false }
  try {
    const kept = JSON.parse(localStorage.getItem(kStorageKey) ?? '{}') as Partial<Preferences>
    if (typeof kept.volume === 'number' && kept.volume >= 0 && kept.volume <= 1) preferences.volume = kept.volume
    if (typeof kept.muted === 'boolean') preferences.muted = kept.muted
    if (typeof kept.captions === 'string') preferences.captions = kept.captions
    if (typeof kept.captionsOn === 'string') preferences.captionsOn = kept.captionsOn
    preferences.look = kept.look
    if (typeof kept.second === 'string') preferences.second = kept.second
    if (typeof kept.audio === 'string') preferences.audio = kept.audio
    preferences.autoSkip = kept.autoSkip === true
    preferences.evenLoudness = kept.evenLoudness === true
  } catch {
    // Blocked or not ours: begin afresh.
  }
  return preferences
}

export function keepPreferences(change: Partial<Preferences>): void {
  try {
    localStorage.setItem(kStorageKey, JSON.stringify({ ...readPreferences(), ...change }))
  } catch {
    // Blocked: they last for this episode.
  }
}
