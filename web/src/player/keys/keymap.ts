// Which key does what. Letters go by their place on the keyboard, so that the Hangul layout works.

/** Obeyed by late/rare_keys. */
export type RareCommand =
  | { do: 'captions' | 'captionsNext' }
  | { do: 'captionsShift'; ms: number }
  | { do: 'frame' | 'chapter' | 'song' | 'speed'; step: 1 | -1 }
export type Command =
  | RareCommand
  | { do: 'toggle' | 'mute' | 'fullscreen' | 'pip' | 'next' | 'help' | 'audio' | 'skip' | 'songs' | 'close' }
  | { do: 'nudge'; ms: number }
  | { do: 'tenth'; tenth: number }
  | { do: 'edge'; end: boolean }
  | { do: 'volume'; step: 1 | -1 }

export interface KeyPress {
  code: string
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  isComposing: boolean
}

/** What has focus, as far as keys care. */
export type Focus = 'none' | 'button' | 'offer' | 'range' | 'text'

const plain: Record<string, Command> = {
  Space: { do: 'toggle' },
  Enter: { do: 'toggle' },
  KeyK: { do: 'toggle' },
  ArrowLeft: { do: 'nudge', ms: -5_000 },
  ArrowRight: { do: 'nudge', ms: 5_000 },
  KeyJ: { do: 'nudge', ms: -10_000 },
  KeyL: { do: 'nudge', ms: 10_000 },
  ArrowUp: { do: 'volume', step: 1 },
  ArrowDown: { do: 'volume', step: -1 },
  Comma: { do: 'frame', step: -1 },
  Period: { do: 'frame', step: 1 },
  Home: { do: 'edge', end: false },
  End: { do: 'edge', end: true },
  PageUp: { do: 'chapter', step: 1 },
  PageDown: { do: 'chapter', step: -1 },
  KeyM: { do: 'mute' },
  KeyF: { do: 'fullscreen' },
  KeyP: { do: 'pip' },
  KeyG: { do: 'captionsShift', ms: -50 },
  KeyH: { do: 'captionsShift', ms: 50 },
  KeyC: { do: 'captions' },
  KeyA: { do: 'audio' },
  KeyS: { do: 'skip' },
  KeyT: { do: 'songs' },
  BracketLeft: { do: 'song', step: -1 },
  BracketRight: { do: 'song', step: 1 },
  Escape: { do: 'close' },
}
const shifted: Record<string, Command> = {
  KeyC: { do: 'captionsNext' },
  KeyN: { do: 'next' },
  Comma: { do: 'speed', step: -1 },
  Period: { do: 'speed', step: 1 },
  Slash: { do: 'help' },
}

/** On a television arrows move focus: but for the seek bar's own and those beside the picture, which seek. */
const movesFocus = (code: string, focus: Focus): boolean => /^Arrow(Up|Down)$/.test(code) || (code.startsWith('Arrow') && focus !== 'none')

/** A focused button keeps the keys that press it, a slider the keys that move it, a text field all of them. */
function keptByFocus(code: string, focus: Focus): boolean {
  if (focus === 'text') return code !== 'Escape'
  // It took focus by itself: Space still plays and pauses.
  if (focus === 'offer') return code === 'Enter'
  if (focus === 'button') return code === 'Space' || code === 'Enter'
  if (focus === 'range') return /^(Arrow|Home$|End$|Page)/.test(code)
  return false
}

export function commandFor(press: KeyPress, focus: Focus, television = false): Command | undefined {
  if (television && movesFocus(press.code, focus)) return undefined
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing || keptByFocus(press.code, focus)) return undefined
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)
  if (digit && !press.shiftKey) return { do: 'tenth', tenth: Number(digit[1]) }
  // Layouts put ? < > elsewhere: the character decides for them.
  if (press.key === '?') return { do: 'help' }
  if (press.key === '<') return { do: 'speed', step: -1 }
  if (press.key === '>') return { do: 'speed', step: 1 }
  return (press.shiftKey ? shifted : plain)[press.code]
}

/** A key that is held goes faster from the second second on. */
export function pace(heldMs: number): number {
  return heldMs < 1_000 ? 1 : heldMs < 2_500 ? 3 : heldMs < 5_000 ? 6 : 12
}
