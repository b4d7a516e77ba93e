// What the viewer has asked the player to do by itself, kept from one episode to the next.
import { keepPreferences, readPreferences } from './preferences'

class Habits {
  /** Recaps and intros are skipped when they begin. */
  autoSkip = $state(readPreferences().autoSkip ?? false)
  /** Every episode is as loud as every other. */
  evenLoudness = $state(readPreferences().evenLoudness ?? false)

  skipByItself(on: boolean): void {
    this.autoSkip = on
    keepPreferences({ autoSkip: on })
  }

  level(on: boolean): void {
    this.evenLoudness = on
    keepPreferences({ evenLoudness: on })
  }
}

export const habits = new Habits()
