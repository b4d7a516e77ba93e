// An episode in several files is one film to whoever watches: played by a server of its own, over files made for it.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { onServer, open, until } from './harness.mjs'

const kProgram = process.env.BONUSTRACK ?? new URL('../../../build/release/bonustrack', import.meta.url).pathname
const kFiles = 3
const kSeconds = 6

/** A library of one episode, "cd1" to "cd3". */
function makeLibrary(folder) {
  mkdirSync(folder, { recursive: true })
  for (let number = 1; number <= kFiles; ++number) {
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=24:duration=${kSeconds}`, '-f', 'lavfi', '-i', `sine=frequency=${number * 300}:duration=${kSeconds}`,
      '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '48', '-pix_fmt', 'yuv420p', '-c:a', 'aac', join(folder, `Cut S01E01 cd${number}.mp4`)])
  }
}

async function serve(scratch) {
  const server = spawn(kProgram, ['serve', '--listen', '127.0.0.1:0', '--data', join(scratch, 'data'), '--no-analysis', '--no-storyboards', join(scratch, 'library')], { stdio: ['ignore', 'pipe', 'ignore'] })
  for await (const chunk of server.stdout) {
    const [url] = /http:\S+/.exec(String(chunk)) ?? []
    if (url) return { server, url }
  }
  throw new Error('the server has ended')
}

let scratch, server, browser
before(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'bonustrack-split-'))
  makeLibrary(join(scratch, 'library', 'Cut', 'Season 1'))
  let url
  ;({ server, url } = await serve(scratch))
  await until(async () => (await fetch(`${url}/api/v1/scan`)).json(), (scan) => scan.finished && scan.state === 'idle', 'the scan', 60_000)
  browser = await open({ url })
})
after(async () => {
  await browser?.close()
  server?.kill()
  if (scratch) rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
})

test('a split episode is played to its end, and seeks cross from file to file', onServer, async () => {
  const tab = await browser.page({ path: '/watch/1', language: 'en' })
  await tab.waitForSelector('video')
  // The browser wants a press before it plays with sound.
  const button = tab.getByRole('button', { name: 'Press to play' })
  await until(async () => (await button.count()) > 0 || (await tab.evaluate(() => document.querySelector('video').currentTime)) > 0, Boolean, 'begun', 40_000)
  if (await button.count()) await button.click()
  const place = () => tab.evaluate(() => {
    const element = document.querySelector('video')
    const bar = document.querySelector('[role=slider]')
    return { shown: Number(bar?.getAttribute('aria-valuenow')), length: Number(bar?.getAttribute('aria-valuemax')), at: element.currentTime, ended: element.ended }
  })
  const reaches = (claim, what) => until(place, claim, what, 40_000)
  const { length } = await reaches(({ at }) => at > 0.3, 'it plays')
  assert.equal(length, kFiles * kSeconds)
  await reaches(({ shown, at }) => shown >= kSeconds && at < kSeconds - 1, 'it goes on with the second file')
  await tab.keyboard.press('0')
  await reaches(({ shown, at }) => shown < 3 && at > 0.1, 'it is back in the first')
  await tab.keyboard.press('8')
  await reaches(({ shown, at }) => shown >= 14 && at > 2, 'it is in the third')
  await reaches(({ shown, ended }) => ended && shown >= length - 1, 'it has ended')
  assert.deepEqual(tab.faults, [])
})
