// From a press to the first picture: of our page, and of a hand-written page that does nothing but that, in a new browser context each time.
import { settled } from './harness.mjs'

/** Notes when the next click happened and when the first frame of the first video element was shown. */
function watch() {
  addEventListener('click', (event) => { window.pressed = event.timeStamp }, { capture: true, once: true })
  const watcher = new MutationObserver(() => {
    const element = document.querySelector('video')
    if (!element) return
    watcher.disconnect()
    element.requestVideoFrameCallback((now) => { window.framed = now })
  })
  watcher.observe(document.documentElement, { childList: true, subtree: true })
}

async function timeOf(tab) {
  await tab.waitForFunction(() => window.framed > 0, undefined, { timeout: 30_000, polling: 50 })
  const time = await tab.evaluate(() => window.framed - window.pressed)
  await tab.context().close()
  return time
}

/** The page of a series: the pointer rests on Play until the first segments are there, then presses. */
export async function oursFrom(server, series) {
  const tab = await server.page({ path: `/series/${encodeURIComponent(series)}` })
  const play = tab.locator('a.main')
  const isWarm = tab.waitForResponse(/\.m4s/)
  await play.hover()
  await isWarm
  await settled(tab)
  await tab.evaluate(watch)
  await play.click()
  return timeOf(tab)
}

/** A page of the same origin with one button; its click fetches headers and first segments of the same renditions, appends them and plays. */
export async function floorOf(server, episode) {
  const renditions = ['video', 'audio'].map((kind) => episode.tracks.find((track) => track.kind === kind && track.carried)).map((track) => ({ id: track.id, type: `${track.kind}/mp4; codecs="${track.codecs}"` }))
  const folder = new URL('.', new URL(episode.hls, server.base)).href
  const tab = await server.page({ path: '/healthz' })
  await tab.evaluate(watch)
  await tab.evaluate(([place, wanted]) => {
    const button = document.createElement('button')
    button.textContent = 'Play'
    document.body.append(button)
    const bytes = async (path) => (await fetch(place + path)).arrayBuffer()
    button.addEventListener('click', () => {
      const video = document.createElement('video')
      video.width = 1280
      document.body.append(video)
      const media = new MediaSource()
      video.src = URL.createObjectURL(media)
      const loading = wanted.map(({ id }) => Promise.all([bytes(`${id}/init.mp4`), bytes(`${id}/1.m4s`)]))
      media.addEventListener('sourceopen', () => {
        wanted.forEach(async ({ type }, i) => {
          const buffer = media.addSourceBuffer(type)
          for (const part of await loading[i]) {
            buffer.appendBuffer(part)
            await new Promise((done) => buffer.addEventListener('updateend', done, { once: true }))
          }
        })
      }, { once: true })
      void video.play()
    })
  }, [folder, renditions])
  await settled(tab)
  await tab.locator('button').click()
  return timeOf(tab)
}
