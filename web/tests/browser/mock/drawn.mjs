// Subtitles that are drawn: ASS in green, and PGS with one white bar, each from the first second on. What has a line at 0:00 is no test:
// libass sends no picture while there is nothing to see, and most films begin without a word.
export const kAss = `[Script Info]
ScriptType: v4.00+
PlayResX: 640
PlayResY: 360

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Sign,Liberation Sans,48,&H0000FF00,&H000000FF,&H00000000,&H00000000,1,0,0,0,100,100,0,0,1,0,0,5,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:02:00.00,Sign,,0,0,0,,{\\pos(320,90)}TRANSFER
`
export const kHangulAss = kAss.replace('TRANSFER', '환승역')

function segment(seconds, type, data) {
  const out = Buffer.alloc(13 + data.length)
  out.write('PG', 0)
  out.writeUInt32BE(Math.round(seconds * 90_000), 2)
  out.writeUInt8(type, 10)
  out.writeUInt16BE(data.length, 11)
  Buffer.from(data).copy(out, 13)
  return out
}
const u16 = (value) => [value >> 8, value & 255]

/** 1280 by 720; a bar of 400 by 40 at (440, 600), from the first second on for a minute: a set without pictures ends it, as on discs. */
export function pgs() {
  const [width, height, x, y] = [400, 40, 440, 600]
  // A run of 400 pixels of colour 1, then the end of the line.
  const line = [0, 0xc0 | (width >> 8), width & 255, 1, 0, 0]
  const pixels = Array.from({ length: height }, () => line).flat()
  const size = pixels.length + 4
  return Buffer.concat([
    segment(1, 0x16, [...u16(1280), ...u16(720), 0x10, ...u16(0), 0x80, 0, 0, 1, ...u16(0), 0, 0, ...u16(x), ...u16(y)]),
    segment(1, 0x17, [1, 0, ...u16(x), ...u16(y), ...u16(width), ...u16(height)]),
    segment(1, 0x14, [0, 0, 1, 235, 128, 128, 255]),
    segment(1, 0x15, [...u16(0), 0, 0xc0, size >> 16, (size >> 8) & 255, size & 255, ...u16(width), ...u16(height), ...pixels]),
    segment(1, 0x80, []),
    segment(61, 0x16, [...u16(1280), ...u16(720), 0x10, ...u16(1), 0, 0, 0, 0]),
    segment(61, 0x80, []),
  ])
}
