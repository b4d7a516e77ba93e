// Whether this browser plays a file of sound, and what such files are called.
import type { Song } from './queue'

const names: [RegExp, string][] = [
  [/alac/, 'ALAC'],
  [/opus/, 'Opus'],
  [/vorbis/, 'Ogg Vorbis'],
  [/speex/, 'Speex'],
  [/flac/, 'FLAC'],
  [/ogg/, 'Ogg'],
  [/mp4|aac/, 'AAC'],
  [/mpeg/, 'MP3'],
  [/wavpack/, 'WavPack'],
  [/wav/, 'WAV'],
  [/wma/, 'WMA'],
  [/aiff/, 'AIFF'],
  [/ape/, 'APE'],
  [/ac3/, 'Dolby Digital'],
  [/dts/, 'DTS'],
  [/matroska/, 'Matroska'],
]

export const kindName = (type: string): string => names.find(([pattern]) => pattern.test(type))?.[1] ?? type

let probe: HTMLAudioElement | undefined
const known = new Map<string, boolean>()

/** Where nobody knows what it is, one may try. */
export function canPlay(audio: Song['audio']): boolean {
  if (!audio) return false
  const { type } = audio
  if (type === null) return true
  if (!known.has(type)) known.set(type, (probe ??= new Audio()).canPlayType(type) !== '')
  return known.get(type) === true
}
