// An episode in several files is one film to whoever watches: played by a server of its own, over files made for it.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { onServer, open, until } from './harness.mjs'

const kProgram = process.env.BONUSTRACK ?? new URL('../../../build/release/bonustrack', import.meta.url).pathname
const kSeconds = 6
/** They differ in whatever files of one episode may: container, size and rate of the picture, and what else they hold. */
const kFiles = [
  { kind: 'mp4', size: '320x180', rate: 24 },
  { kind: 'mkv', size: '320x180', rate: 24, line: '둘째 파일' },
  { kind: 'mp4', size: '426x240', rate: 30 },
]
const kLineSecond = 3

/** A library of one episode, "cd1" to "cd3". */
function makeLibrary(folder) {
  mkdirSync(folder, { recursive: true })
  kFiles.forEach(({ kind, size, rate, line }, index) => {
    const lines = join(folder, '..', 'lines.srt')
    if (line) writeFileSync(lines, `1\n00:00:0${kLineSecond},000 --> 00:00:0${kLineSecond + 2},000\n${line}\n`)
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${kSeconds}`, '-f', 'lavfi', '-i', `sine=frequency=${(index + 1) * 300}:duration=${kSeconds}`,
      ...(line ? ['-i', lines, '-c:s', 'srt', '-metadata:s:s:0', 'language=kor'] : []),
      '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '48', '-pix_fmt', 'yuv420p', '-c:a', 'aac', join(folder, `Cut S01E01 cd${index + 1}.${kind}`)])
    rmSync(lines, { force: true })
  })
}

async function serve(scratch) {
  const server = spawn(kProgram, ['serve', '--listen', '127.0.0.1:0', '--data', join(scratch, 'data'), join(scratch, 'library')], { stdio: ['ignore', 'pipe', 'ignore'] })
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

/** The episode, playing; the browser may want a press before it plays with sound. */
async function watch(settings = {}) {
  const tab = await browser.page({ path: '/watch/1', language: 'en', ...settings })
  await tab.waitForSelector('video')
  const button = tab.getByRole('button', { name: 'Press to play' })
  await until(async () => (await button.count()) > 0 || (await tab.evaluate(() => document.querySelector('video').currentTime)) > 0, Boolean, 'begun', 40_000)
  if (await button.count()) await button.click()
  return tab
}

const placeIn = (tab) => tab.evaluate(() => {
  const element = document.querySelector('video')
  const bar = document.querySelector('[role=slider]')
  const { buffered } = element
  return {
    shown: Number(bar?.getAttribute('aria-valuenow')), length: Number(bar?.getAttribute('aria-valuemax')), at: element.currentTime, ended: element.ended, height: element.videoHeight,
    buffered: Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)]),
  }
})

test('a split episode is played to its end as one, and seeks cross from file to file', onServer, async () => {
  const tab = await watch()
  const reaches = (claim, what) => until(() => placeIn(tab), claim, what, 40_000)
  const { length } = await reaches(({ at }) => at > 0.3, 'it plays')
  assert.equal(length, kFiles.length * kSeconds)
  const { buffered } = await reaches(({ at }) => at > kSeconds + 1, 'it goes on with the second file')
  assert.equal(buffered.length, 1, `without a hole: ${JSON.stringify(buffered)}`)
  await tab.keyboard.press('0')
  await reaches(({ shown, at }) => shown < 3 && at > 0.1 && at < 3, 'it is back in the first')
  await tab.keyboard.press('8')
  await reaches(({ shown, at, height }) => shown >= 14 && at > 14.5 && height === 240, 'it is in the third')
  await reaches(({ shown, ended }) => ended && shown >= length - 1, 'it has ended')
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})

test('a split episode begins in any of its files', onServer, async () => {
  const tab = await watch({ path: '/watch/1?t=14' })
  await until(() => placeIn(tab), ({ shown, at, height }) => shown >= 14 && at > 14.2 && height === 240, 'it is in the third', 40_000)
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})

test('a split episode shows the subtitles that one file has where that file is', onServer, async () => {
  const tab = await watch({ kept: { 'bonustrack.player.1': { captions: 'ko' } } })
  const line = tab.locator('.screen .bottom p > span')
  await tab.keyboard.press('3') // 5.4 s
  await until(async () => ({ ...(await placeIn(tab)), lines: await line.allInnerTexts() }), ({ at, lines }) => at > kSeconds + kLineSecond && lines.includes('둘째 파일'), 'its line', 40_000)
  await until(async () => ({ ...(await placeIn(tab)), lines: await line.allInnerTexts() }), ({ at, lines }) => at > kSeconds + kLineSecond + 2 && lines.length === 0, 'and no more', 40_000)
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})

test('a split episode has a picture of each file above its seek bar', onServer, async () => {
  const get = async (path) => fetch(new URL(path, browser.base))
  const episode = async () => (await get('/api/v1/episodes/1')).json()
  const folders = (await episode()).versions[0].files.map(({ hls }) => hls.split('/')[2])
  // Made in the background, one file after the other.
  const index = async () => {
    const { storyboard } = await episode()
    return storyboard ? (await get(storyboard)).text() : ''
  }
  await until(index, (text) => folders.every((folder) => text.includes(`/${folder}/`)), 'all of them', 60_000)
  const tab = await watch()
  await tab.keyboard.press('k')
  const bar = await tab.getByRole('slider', { name: 'Position' }).boundingBox()
  const picture = tab.locator('.tip img')
  for (const [file, folder] of folders.entries()) {
    await tab.mouse.move(bar.x + bar.width * ((file + 0.5) / folders.length), bar.y + bar.height / 2)
    await until(() => picture.evaluate((image) => [image.currentSrc, image.complete && image.naturalWidth > 0]), ([address, there]) => there && address.includes(`/${folder}/`), `of file ${file + 1}`)
  }
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})

test('what is heard in a later file of a split episode is offered where that file is', onServer, async () => {
  const get = async (path) => (await fetch(new URL(path, browser.base))).json()
  const post = async (what) => {
    const answer = await fetch(new URL('/api/v1/episodes/1/corrections', browser.base), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(what) })
    assert.equal(answer.status, 201, await answer.text())
  }
  await until(() => get('/api/v1/episodes/1'), ({ sound }) => sound === 'heard', 'it was listened to', 120_000)
  const { loudness } = await get('/api/v1/episodes/1/sound')
  assert.ok(Math.abs(loudness.energy.length - kFiles.length * kSeconds) <= 1, `the energy is of the whole: ${loudness.energy.length} s`)
  // By hand: of tones nobody would hear a song.
  const intro = { type: 'intro', start: kSeconds + 1, end: kSeconds + 5 }
  const song = { song: { title: 'Of the third file' }, start: 2 * kSeconds + 2, end: 3 * kSeconds - 1 }
  await post({ action: 'add', part: intro })
  await post({ action: 'add', cue: song })
  const tab = await watch({ path: `/watch/1?t=${kSeconds + 2}` })
  const skip = tab.getByRole('button', { name: 'Skip intro' })
  await skip.waitFor()
  await skip.click()
  await until(() => placeIn(tab), ({ at }) => at >= intro.end && at < intro.end + 3, 'behind the intro, in the second file', 40_000)
  await tab.mouse.move(400, 300)
  await tab.locator('.buttons').getByRole('button', { name: 'Songs in this episode' }).click()
  const row = tab.getByRole('complementary').getByText('Of the third file')
  await row.first().click()
  await until(() => placeIn(tab), ({ at, height }) => at >= song.start - 0.5 && at < song.end + 1 && height === 240, 'at the song, in the third file', 40_000)
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})
