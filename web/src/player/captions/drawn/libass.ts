// ASS by libass, the library its authors look at it with: compiled to WebAssembly, in a worker with a policy of its own, so that the
// pages' policy needs no hole (web/README.md, "Policy"). We speak to the worker ourselves: its package's other half would try
// WebAssembly in the page first, and follow the video by its own clock.
import type { Drawing, StartDrawing } from './drawing'
import { drawnWithoutFonts } from './letters'

interface Bitmap {
  w: number
  h: number
  x: number
  y: number
  buffer: ArrayBuffer
}
type FromWorker = { target: 'ready' | 'get-styles' } | { target: 'canvas'; op: string; canvases: Bitmap[] } | { target: 'stderr' | 'console-error'; content: string }

/** Fetching and compiling two megabytes takes a second or two; what takes longer is lost. */
const kPatienceMs = 30_000
const kMemoryMegabytes = 128
const kGlyphs = 10_000

function paint(context: CanvasRenderingContext2D, bitmaps: readonly Bitmap[]): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  for (const { w, h, x, y, buffer } of bitmaps) {
    // Drawn over one another: put alone, one picture would cut a hole into the one below.
    const layer = new OffscreenCanvas(w, h)
    layer.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(buffer), w, h), 0, 0)
    context.drawImage(layer, x, y)
  }
}

export const startLibass: StartDrawing = async (canvas, { url, fonts }, failed) => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${response.status}`)
  const content = await response.text()
  // Better plain words than boxes in place of letters.
  if (fonts.length === 0 && !drawnWithoutFonts(content)) throw new Error('the subtitles bring no font for their letters')
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')

  const folder = import.meta.env.LIBASS
  const worker = new Worker(`${folder}subtitles-octopus-worker.js`)
  const send = (message: Record<string, unknown>): void => worker.postMessage(message)
  const drawing: Drawing = {
    resize: (width, height) => {
      canvas.width = width
      canvas.height = height
      send({ target: 'canvas', width, height })
    },
    show: (positionMs) => send({ target: 'video', currentTime: positionMs / 1000 }),
    close: () => worker.terminate(),
  }
  return new Promise((resolve, reject) => {
    const lost = setTimeout(() => reject(new Error('libass did not start')), kPatienceMs)
    const fail = (cause: unknown): void => {
      clearTimeout(lost)
      worker.terminate()
      reject(cause)
      failed(cause)
    }
    worker.onerror = (event) => fail(event.message)
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.target === 'get-styles') {
        clearTimeout(lost)
        resolve(drawing)
      } else if (data.target === 'canvas' && data.op === 'renderCanvas') requestAnimationFrame(() => paint(context, data.canvases))
    }
    send({
      target: 'worker-init', preMain: true, width: canvas.width, height: canvas.height, URL: location.href, currentScript: `${folder}subtitles-octopus-worker.js`,
      renderMode: 'wasm-blend', subContent: content, fonts: fonts.map((font) => new URL(font, location.href).href), availableFonts: {},
      fallbackFont: new URL(`${folder}default.woff2`, location.href).href, lazyFileLoading: false, debug: false, targetFps: 24,
      libassMemoryLimit: kMemoryMegabytes, libassGlyphLimit: kGlyphs, renderOnDemand: false, dropAllAnimations: matchMedia('(prefers-reduced-motion: reduce)').matches,
    })
    // Answered once the track is read. A picture would not do: none is sent before there is something to see.
    send({ target: 'get-styles' })
  })
}
