// How long from pressing Play to the first picture, beside a page that does nothing but that?
//
//   node bench/web/first_frame.mjs LIBRARY [--program build/release/bonustrack] [--rounds 11]
//
// LIBRARY holds one series whose first episode Chromium decodes: bench/service/figures.py leaves one in DIR/first-bytes ("Hour mp4").
// Ours and the floor (web/tests/browser/first_frame.mjs) run in turn, each time in a new browser context with an empty cache; from the
// click's time stamp to the time at which the first frame is shown (requestVideoFrameCallback). Medians are printed. scripts/test-web
// measures the same, in fewer rounds, of the demonstration.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { floorOf, oursFrom } from '../../web/tests/browser/first_frame.mjs'
import { open } from '../../web/tests/browser/harness.mjs'

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise)
const library = process.argv[2]
if (!library || library.startsWith('--')) throw new Error('which library?')
const program = option('--program', 'build/release/bonustrack')
const rounds = Number(option('--rounds', '11'))

const pause = (ms) => new Promise((done) => setTimeout(done, ms))
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

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

const data = mkdtempSync(join(tmpdir(), 'first-frame-'))
const served = await serve(data)
const server = await open({ url: served.base, cold: true })
try {
  const json = async (path) => (await fetch(server.base + path)).json()
  const series = (await json('/api/v1/series')).series[0].id
  const first = (await json(`/api/v1/series/${series}`)).seasons[0].episodes[0]
  const episode = await json(`/api/v1/episodes/${first.id}`)
  const times = { ours: [], floor: [] }
  for (let round = 0; round < rounds; round += 1) {
    times.floor.push(await floorOf(server, episode))
    times.ours.push(await oursFrom(server, series))
  }
  for (const [name, values] of Object.entries(times)) console.log(`${name}: ${median(values).toFixed(0)} ms (${values.map((time) => time.toFixed(0)).join(', ')})`)
  console.log(`${(median(times.ours) / median(times.floor)).toFixed(2)} times the floor`)
} finally {
  await server.close()
  served.stop()
  rmSync(data, { recursive: true, force: true })
}
