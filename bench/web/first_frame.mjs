// How long from pressing Play to the first picture, beside a page that does nothing but that?
//
//   node bench/web/first_frame.mjs LIBRARY [--program build/release/bonustrack] [--rounds 11]
//
// LIBRARY holds one series whose first episode Chromium decodes: bench/service/figures.py leaves one in DIR/first-bytes ("Hour mp4").
// Ours: the series page, the pointer on Play until the engine is warm, then a click. The floor: a hand-written page of the same origin with
// one button; its click fetches the headers and first segments of the very same renditions, appends them to a MediaSource and plays. Both
// run in turn, each time in a new browser context with an empty cache; from the click's time stamp to the time at which the first frame is
// shown (requestVideoFrameCallback). Medians are printed.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core')
const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise)
const library = process.argv[2]
if (!library || library.startsWith('--')) throw new Error('which library?')
const program = option('--program', 'build/release/bonustrack')
const rounds = Number(option('--rounds', '11'))
/** The pointer rests on Play: the page has fetched what it prepares by then. */
const kWarmMs = 1500

const pause = (ms) => new Promise((done) => setTimeout(done, ms))
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

async function serve(data) {
  const server = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--data', data, '--log-level', 'warning', library], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (!url) continue
    const base = url.replace(/\/$/, '')
    for (;;) {
      const scan = await (await fetch(`${base}/api/v1/scan`)).json()
      if (scan.finished && scan.state === 'idle') return { base, stop: () => server.kill() }
      await pause(50)
    }
  }
  throw new Error('the program ended without an address')
}

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
  return tab.evaluate(() => window.framed - window.pressed)
}

async function ours(browser, base, series) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  const tab = await context.newPage()
  await tab.goto(`${base}/series/${encodeURIComponent(series)}`)
  const play = tab.locator('a.main')
  await play.hover()
  await tab.waitForTimeout(kWarmMs)
  await tab.evaluate(watch)
  await play.click()
  const time = await timeOf(tab)
  await context.close()
  return time
}

async function floor(browser, base, folder, tracks) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  const tab = await context.newPage()
  await tab.goto(`${base}/healthz`)
  await tab.evaluate(watch)
  await tab.evaluate(([place, renditions]) => {
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
      const loading = renditions.map(({ id }) => Promise.all([bytes(`${id}/init.mp4`), bytes(`${id}/1.m4s`)]))
      media.addEventListener('sourceopen', () => {
        renditions.forEach(async ({ type }, i) => {
          const buffer = media.addSourceBuffer(type)
          for (const part of await loading[i]) {
            buffer.appendBuffer(part)
            await new Promise((done) => buffer.addEventListener('updateend', done, { once: true }))
          }
        })
      }, { once: true })
      void video.play()
    })
  }, [folder, tracks])
  await tab.waitForTimeout(kWarmMs)
  await tab.locator('button').click()
  const time = await timeOf(tab)
  await context.close()
  return time
}

const data = mkdtempSync(join(tmpdir(), 'first-frame-'))
const server = await serve(data)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--no-first-run'] })
try {
  const json = async (path) => (await fetch(server.base + path)).json()
  const series = (await json('/api/v1/series')).series[0].id
  const first = (await json(`/api/v1/series/${series}`)).seasons[0].episodes[0]
  const episode = await json(`/api/v1/episodes/${first.id}`)
  const tracks = ['video', 'audio'].map((kind) => episode.tracks.find((track) => track.kind === kind && track.carried))
    .map((track) => ({ id: track.id, type: `${track.kind}/mp4; codecs="${track.codecs}"` }))
  const folder = server.base + episode.hls.slice(0, episode.hls.lastIndexOf('/') + 1)
  const times = { ours: [], floor: [] }
  for (let round = 0; round < rounds; round += 1) {
    times.floor.push(await floor(browser, server.base, folder, tracks))
    times.ours.push(await ours(browser, server.base, series))
  }
  for (const [name, values] of Object.entries(times)) console.log(`${name}: ${median(values).toFixed(0)} ms (${values.map((time) => time.toFixed(0)).join(', ')})`)
  console.log(`${(median(times.ours) / median(times.floor)).toFixed(2)} times the floor`)
} finally {
  await browser.close()
  server.stop()
  rmSync(data, { recursive: true, force: true })
}
