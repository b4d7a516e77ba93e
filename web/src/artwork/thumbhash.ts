// ThumbHash (https://evanw.github.io/thumbhash/): a picture in some twenty bytes, drawn until the picture itself is there.

/** Longer ones are not thumbhashes. */
const kMostBytes = 64
const kSide = 32
/** The most in either direction: the format keeps their number in three bits. */
const kFrequencies = 7

export interface SmallPicture {
  width: number
  height: number
  /** Four bytes a pixel: red, green, blue, opacity. */
  pixels: Uint8ClampedArray<ArrayBuffer>
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    return bytes.length >= 5 && bytes.length <= kMostBytes ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Of each frequency below `count` at each of `length` pixels: asked for by every pixel of every channel, so made once. */
function cosines(length: number, count: number): Float64Array {
  return Float64Array.from({ length: length * count }, (_, at) => Math.cos((Math.PI / length) * ((at % length) + 0.5) * Math.floor(at / length)))
}

/** Undefined for anything that is none. */
export function readThumbhash(text: string): SmallPicture | undefined {
  const hash = bytesOf(text)
  if (!hash) return undefined
  const byte = (index: number): number => hash[index] ?? 0
  const head = byte(0) | (byte(1) << 8) | (byte(2) << 16)
  const tail = byte(3) | (byte(4) << 8)
  const l = (head & 63) / 63
  const p = ((head >> 6) & 63) / 31.5 - 1
  const q = ((head >> 12) & 63) / 31.5 - 1
  const hasAlpha = head >> 23 !== 0
  const isWide = tail >> 15 !== 0
  const many = hasAlpha ? 5 : 7
  const few = Math.max(3, tail & 7)
  const columns = isWide ? many : few
  const rows = isWide ? few : many
  const alpha = hasAlpha ? (byte(5) & 15) / 15 : 1
  let at = (hasAlpha ? 6 : 5) * 2

  // Cosine factors of each channel, the lowest frequencies first, in four bits each.
  const factors = (across: number, down: number, scale: number): number[] => {
    const values: number[] = []
    for (let y = 0; y < down; y += 1) {
      for (let x = y ? 0 : 1; x * down < across * (down - y); x += 1) {
        values.push((((byte(at >> 1) >> ((at & 1) << 2)) & 15) / 7.5 - 1) * scale)
        at += 1
      }
    }
    return values
  }
  const lightness = { mean: l, across: columns, down: rows, values: factors(columns, rows, ((head >> 18) & 31) / 31) }
  const yellowness = { mean: p, across: 3, down: 3, values: factors(3, 3, (((tail >> 3) & 63) / 63) * 1.25) }
  const redness = { mean: q, across: 3, down: 3, values: factors(3, 3, (((tail >> 9) & 63) / 63) * 1.25) }

  const ratio = columns / rows
  const width = Math.round(ratio > 1 ? kSide : kSide * ratio)
  const height = Math.round(ratio > 1 ? kSide / ratio : kSide)
  const across = cosines(width, kFrequencies)
  const down = cosines(height, kFrequencies)
  const valueAt = ({ mean, across: most, down: rowsOf, values }: typeof lightness, x: number, y: number): number => {
    let sum = mean
    let next = 0
    for (let v = 0; v < rowsOf; v += 1) {
      const vertical = (down[v * height + y] ?? 0) * 2
      for (let u = v ? 0 : 1; u * rowsOf < most * (rowsOf - v); u += 1) {
        sum += (values[next] ?? 0) * (across[u * width + x] ?? 0) * vertical
        next += 1
      }
    }
    return sum
  }
  const pixels = new Uint8ClampedArray(width * height * 4)
  let pixel = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const light = valueAt(lightness, x, y)
      const red = valueAt(redness, x, y)
      const b = light - (2 / 3) * valueAt(yellowness, x, y)
      const r = (3 * light - b + red) / 2
      pixels[pixel++] = r * 255
      pixels[pixel++] = (r - red) * 255
      pixels[pixel++] = b * 255
      pixels[pixel++] = alpha * 255
    }
  }
  return { width, height, pixels }
}
