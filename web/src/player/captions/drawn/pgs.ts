// PGS by libpgs: reads the pictures while they arrive and draws them in a worker.
import { PgsRenderer } from 'libpgs'
import workerUrl from 'libpgs/dist/libpgs.worker.js?url'
import type { StartDrawing } from './drawing'

export const startPgs: StartDrawing = async (canvas, { url }, failed) => {
  const renderer = new PgsRenderer({ canvas, workerUrl })
  let shownMs = 0
  const close = (): void => renderer.dispose()
  // Minutes of pictures may still be on their way: those that are here are drawn meanwhile.
  renderer.loadFromUrl(new URL(url, location.href).href).then(
    () => renderer.renderAtTimestamp(shownMs / 1000),
    (cause: unknown) => {
      close()
      failed(cause)
    },
  )
  return {
    // Blu-ray's pictures have a size of their own, which the page scales.
    resize: () => undefined,
    show: (positionMs) => {
      shownMs = positionMs
      renderer.renderAtTimestamp(positionMs / 1000)
    },
    close,
  }
}
