// WebVTT as cues with a small tree of text: https://www.w3.org/TR/webvtt1/. What cannot be read is left out, never the file.

export type CueNode = { text: string } | { tag: 'b' | 'i' | 'u' | 'c' | 'v' | 'lang' | 'ruby' | 'rt'; classes: string[]; note: string; children: CueNode[] }

export interface CueSettings {
  /** From the top, in percent; undefined: at the bottom. */
  linePercent?: number
  /** Counted in lines: from the top, or from the bottom when negative. */
  lineNumber?: number
  positionPercent?: number
  /** What of the cue's box stands at its position; undefined: as its words are aligned. */
  positionAlign?: 'line-left' | 'center' | 'line-right'
  sizePercent?: number
  align?: 'start' | 'center' | 'end' | 'left' | 'right'
}

export interface CaptionCue {
  startMs: number
  endMs: number
  settings: CueSettings
  nodes: CueNode[]
}

/** Longer files are cut: nobody reads more in one episode. */
const kMostCues = 20_000
const kDeepest = 16

const kTimestamp = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/

export function parseTimestamp(text: string): number | undefined {
  const match = kTimestamp.exec(text)
  if (!match) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', thousandths = '0'] = match
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths)
}

function percent(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text)
  const value = match ? Number(match[1]) : NaN
  return value >= 0 && value <= 100 ? value : undefined
}

function parseSettings(words: readonly string[]): CueSettings {
  const settings: CueSettings = {}
  for (const word of words) {
    const colon = word.indexOf(':')
    const name = word.slice(0, colon)
    const [value = '', edge = ''] = word.slice(colon + 1).split(',')
    const share = percent(value)
    if (name === 'line') {
      if (share !== undefined) settings.linePercent = share
      else if (/^-?\d+$/.test(value)) settings.lineNumber = Number(value)
    } else if (name === 'position' && share !== undefined) {
      settings.positionPercent = share
      if (/^(line-left|center|line-right)$/.test(edge)) settings.positionAlign = edge as NonNullable<CueSettings['positionAlign']>
    } else if (name === 'size' && share !== undefined) settings.sizePercent = share
    else if (name === 'align' && /^(start|center|end|left|right)$/.test(value)) settings.align = value as NonNullable<CueSettings['align']>
  }
  return settings
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' }

function unescape(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return entities[name] ?? whole
    const code = decimal ? Number(decimal) : parseInt(hex ?? '0', 16)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
}

type Element = Extract<CueNode, { tag: string }>

/** Tags that are not known are dropped, their text kept; tags left open end with the cue. */
export function parseCueText(text: string): CueNode[] {
  const root: CueNode[] = []
  const open: Element[] = []
  const here = (): CueNode[] => open.at(-1)?.children ?? root
  for (const [whole, tag] of text.matchAll(/<([^>]*)>|[^<]+|</g)) {
    if (tag === undefined) {
      const words = unescape(whole)
      if (words) here().push({ text: words })
      continue
    }
    const closing = /^\/(\w+)/.exec(tag)
    if (closing) {
      const at = open.findLastIndex((element) => element.tag === closing[1])
      if (at >= 0) open.splice(at)
      continue
    }
    const opening = /^(b|i|u|c|v|lang|ruby|rt)((?:\.[^\s.>]+)*)(?:\s+([^]*))?$/.exec(tag)
    if (!opening || open.length >= kDeepest) continue
    const element: Element = {
      tag: opening[1] as Element['tag'],
      classes: (opening[2] ?? '').split('.').filter(Boolean),
      note: unescape(opening[3] ?? '').trim(),
      children: [],
    }
    here().push(element)
    open.push(element)
  }
  return root
}

function parseBlock(block: string): CaptionCue | undefined {
  const lines = block.split('\n')
  const at = lines.findIndex((line) => line.includes('-->'))
  if (at < 0 || at > 1) return undefined
  const [from = '', rest = ''] = (lines[at] ?? '').split('-->')
  const [to = '', ...settings] = rest.trim().split(/\s+/)
  const startMs = parseTimestamp(from.trim())
  const endMs = parseTimestamp(to)
  if (startMs === undefined || endMs === undefined || endMs <= startMs) return undefined
  const text = lines.slice(at + 1).join('\n').trim()
  return text ? { startMs, endMs, settings: parseSettings(settings), nodes: parseCueText(text) } : undefined
}

/** Cues in the order of their start. */
export function parseVtt(file: string): CaptionCue[] {
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').replace(/\0/g, '\uFFFD')
  const cues: CaptionCue[] = []
  for (const block of text.split(/\n{2,}/)) {
    if (/^(WEBVTT|NOTE|STYLE|REGION)\b/.test(block) && !block.includes('-->')) continue
    const cue = parseBlock(block.replace(/^\n+/, ''))
    if (cue) cues.push(cue)
    if (cues.length === kMostCues) break
  }
  return cues.sort((a, b) => a.startMs - b.startMs)
}

export function plainText(nodes: readonly CueNode[]): string {
  return nodes.map((node) => ('text' in node ? node.text : plainText(node.children))).join('')
}
