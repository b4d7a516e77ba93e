// A server, an episode to play, and the ways tests come to it. Importing this opens both for the tests of a file and closes them.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { isReal, open, until, video } from './harness.mjs'

export let server
export let episode
const get = async (path) => (await fetch(server.base + path)).json()
const episodeNow = (id) => get(`/api/v1/episodes/${encodeURIComponent(id)}`)

before(async () => {
  server = await open()
  const { series } = await get('/api/v1/series?limit=20')
  // The first series whose first episode is long enough to seek in.
  for (const { id } of series) {
    const detail = await get(`/api/v1/series/${encodeURIComponent(id)}`)
    const found = detail.seasons.flatMap((season) => season.episodes).find((entry) => entry.playable && entry.duration >= 60)
    if (found && (isReal || id === 's1')) {
      episode = await episodeNow(found.id)
      break
    }
  }
  assert.ok(episode, 'the library holds an episode that can be played')
})
after(() => server.close())

/** What the server says of it by now. */
export const askAgain = async () => (episode = await episodeNow(episode.id))

/** From the series page by a press, as people come: playing with sound needs one. */
export async function watch(options = {}) {
  const tab = await server.page({ language: 'en', ...options, path: `/series/${encodeURIComponent(episode.series.id)}` })
  await tab.locator(`a.still[href="/watch/${encodeURIComponent(episode.id)}"]`).first().click()
  await until(() => tab.locator('video').count(), (count) => count === 1, 'video')
  await until(() => video(tab), ({ at, paused }) => at > 0.2 && !paused, 'playing')
  return tab
}
/** An address that is opened plays by itself where the browser lets it, and asks for a press where not. */
export async function begin(tab) {
  await until(async () => (await tab.getByRole('button', { name: 'Press to play' }).count()) > 0 || !(await video(tab).catch(() => ({ paused: true }))).paused, Boolean, 'begun')
  const button = tab.getByRole('button', { name: 'Press to play' })
  if (await button.count()) await button.click()
}
export const pause = async (tab) => {
  await tab.keyboard.press('k')
  await until(() => video(tab), ({ paused }) => paused, 'paused')
}
export const at = async (tab) => (await video(tab)).at
export const label = (tab) => tab.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuetext')

/** A key that comes while a busy machine is still setting the page up is lost: it is pressed again. */
export async function openSheet(tab, key) {
  for (let tries = 0; tries < 3; ++tries) {
    await tab.keyboard.press(key)
    const opened = await tab.getByRole('dialog').waitFor({ timeout: 5_000 }).then(() => true, () => false)
    if (opened) return
  }
  assert.fail(`no sheet opens with ${key}`)
}

/** The parts and songs an episode is known to have, put into what the server answers: the same for every server. */
const known = {
  parts: [
    { type: 'recap', start: 0, end: 8, confidence: 1 },
    { type: 'intro', start: 8, end: 16, confidence: 1 },
    { type: 'credits', start: 50, end: 56, confidence: 1 },
    { type: 'epilogue', start: 56, end: 64, confidence: 1 },
    { type: 'preview', start: 64, end: 999, confidence: 1 },
  ],
  cues: [['첫 곡', 18, 26], ['우산 하나', 30, 36], ['Last Train', 58, 63]].map(([title, start, end], index) => ({
    song: { id: index + 1, title, artist: index === 0 ? '이소라' : '', cover: { url: '/api/v1/albums/1/cover' } }, start, end, offset: 0, rate: 1, confidence: 1,
  })),
  chapters: [],
}
export async function watchKnown(options = {}) {
  const tab = await server.page({ language: 'en', ...options, path: `/series/${encodeURIComponent(episode.series.id)}` })
  await tab.route(`**/api/v1/episodes/${encodeURIComponent(episode.id)}`, async (route) => {
    const answer = await (await route.fetch()).json()
    await route.fulfill({ json: { ...answer, ...known, ...(options.cues && { cues: options.cues }), parts: known.parts.map((part) => ({ ...part, end: Math.min(part.end, answer.duration) })), next: 'next' in options ? options.next : answer.next } })
  })
  if (options.stage) await tab.route('**/sound', async (route) => route.fulfill({ json: { ...(await (await route.fetch()).json()), stage: options.stage } }))
  await tab.locator(`a.still[href="/watch/${encodeURIComponent(episode.id)}"]`).first().click()
  await until(() => video(tab).catch(() => ({ at: 0, paused: true })), ({ at: seconds, paused }) => seconds > 0.2 && !paused, 'playing')
  return tab
}
export const goTo = async (tab, seconds) => {
  await tab.evaluate((where) => (document.querySelector('video').currentTime = where), seconds)
  await until(() => at(tab), (now) => now >= seconds && now < seconds + 5, `at ${seconds} s`)
}
