// How captions look: what the viewer chose, kept from one episode to the next.
import { keepPreferences, readPreferences } from '../preferences'

export const sizes = [75, 100, 125, 150, 200] as const
export const colours = ['white', 'yellow', 'cyan', 'lime'] as const
export const backgrounds = ['solid', 'shade', 'none'] as const
export const edges = ['none', 'outline', 'shadow'] as const
export const fonts = ['plain', 'serif', 'mono'] as const
/** Of subtitles that bring their own: as their authors made them, or as chosen here. */
export const stylings = ['authors', 'own'] as const

export interface CaptionLook {
  /** Percent of the usual size. */
  size: (typeof sizes)[number]
  colour: (typeof colours)[number]
  background: (typeof backgrounds)[number]
  edge: (typeof edges)[number]
  font: (typeof fonts)[number]
  styling: (typeof stylings)[number]
}

const usual: CaptionLook = { size: 100, colour: 'white', background: 'shade', edge: 'none', font: 'plain', styling: 'authors' }

/** What was kept, without whatever is not ours. */
export function parseLook(kept: unknown): CaptionLook {
  const look = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Record<keyof CaptionLook, unknown>>
  const one = <T>(all: readonly T[], value: unknown, otherwise: T): T => all.find((entry) => entry === value) ?? otherwise
  return {
    size: one(sizes, look.size, usual.size),
    colour: one(colours, look.colour, usual.colour),
    background: one(backgrounds, look.background, usual.background),
    edge: one(edges, look.edge, usual.edge),
    font: one(fonts, look.font, usual.font),
    styling: one(stylings, look.styling, usual.styling),
  }
}

class Look {
  now = $state.raw<CaptionLook>(parseLook(readPreferences().look))

  change(change: Partial<CaptionLook>): void {
    this.now = { ...this.now, ...change }
    keepPreferences({ look: this.now })
  }

  reset(): void {
    this.change(usual)
  }
}

export const captionLook = new Look()
