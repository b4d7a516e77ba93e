// Codecs in words.
const names: [RegExp, string][] = [
  [/^(dvh1|dvhe)/i, 'Dolby Vision (HEVC)'],
  [/^(hvc1|hev1|hevc|h\.?265)/i, 'HEVC (H.265)'],
  [/^(avc|h\.?264)/i, 'H.264'],
  [/^(av01|av1)/i, 'AV1'],
  [/^(vp09|vp9)/i, 'VP9'],
  [/^(vp08|vp8)/i, 'VP8'],
  [/^(mp4v|mpeg4)/i, 'MPEG-4'],
  [/^(mp4a\.40|aac)/i, 'AAC'],
  [/^(ec-3|eac3|e-ac-3)/i, 'Dolby Digital Plus'],
  [/^(ac-3|ac3)/i, 'Dolby Digital'],
  [/^(dts)/i, 'DTS'],
  [/^(opus)/i, 'Opus'],
  [/^(flac)/i, 'FLAC'],
  [/^(mp3|mp4a\.(69|6b))/i, 'MP3'],
]

export function codecName(codec: string): string {
  return names.find(([pattern]) => pattern.test(codec))?.[1] ?? codec
}

/** Sound that hardly any browser decodes. */
export const isDolbySound = (codec: string): boolean => /^(ec-3|e-?ac-?3|ac-?3)/i.test(codec)
export const isHevc = (codec: string): boolean => /^(hvc1|hev1|hevc|h\.?265|dvh)/i.test(codec)
