// What goes wrong while one watches: code that does not come, pictures that stand, what no browser decodes, lost connections.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onMock, until, video, violations } from './harness.mjs'
import { at, begin, episode, server, watch } from './watching.mjs'

describe('code that does not come', onMock, () => {
  const withCaptions = { kept: { 'bonustrack.player.1': { captions: 'en' } } }
  for (const [name, fails, what] of [
    ['the first time is asked for again: captions are there', 1, (tab) => tab.locator('.screen .bottom p > span')],
    ['at all is told of', 99, (tab) => tab.getByText('The subtitles could not be loaded')],
  ]) {
    test(name, async () => {
      const tab = await server.page({ language: 'en', ...withCaptions, clock: true, path: `/series/${encodeURIComponent(episode.series.id)}` })
      await tab.route('**/*.vtt', (route) => route.fulfill({ contentType: 'text/vtt', body: 'WEBVTT\n\n00:00.000 --> 59:00.000\nAlways\n' }))
      let asked = 0
      await tab.route('**/assets/CaptionLayer-*.js', (route) => (asked++ < fails ? route.abort() : route.continue()))
      await tab.locator(`a.still[href="/watch/${encodeURIComponent(episode.id)}"]`).first().click()
      await until(() => video(tab).catch(() => ({ at: 0, paused: true })), ({ at: seconds, paused }) => seconds > 0.2 && !paused, 'playing')
      const told = what(tab)
      // Asked for again later, and later still.
      await until(async () => (await tab.clock.fastForward(1_000), told.count()), (count) => count > 0, name)
      assert.ok(asked > Math.min(2, fails), `asked ${asked} times`)
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    })
  }
})

describe('a picture that stands', onMock, () => {
  test('although nothing is missing is waited for, set going, and told of when that does not help', async () => {
    const tab = await watch({ clock: true })
    await tab.evaluate(() => {
      const element = document.querySelector('video')
      const stands = element.currentTime
      window.sought = 0
      Object.defineProperty(element, 'currentTime', { configurable: true, get: () => stands, set: () => void (window.sought += 1) })
    })
    await tab.clock.fastForward(1_000)
    await tab.locator('.waiting').waitFor({ timeout: 5_000 })
    assert.equal(await tab.evaluate(() => window.sought), 0, 'it may go on by itself')
    await tab.clock.fastForward(4_000)
    await until(() => tab.evaluate(() => window.sought), (times) => times === 1, 'set going', 10_000)
    const again = tab.getByRole('alert').getByRole('button')
    assert.equal(await again.count(), 0)
    await tab.clock.fastForward(10_000)
    await again.waitFor()
    await tab.evaluate(() => delete document.querySelector('video').currentTime)
    await again.click()
    await until(() => video(tab), ({ at: seconds, paused }) => seconds > 0.2 && !paused, 'goes on')
    await tab.locator('.waiting').waitFor({ state: 'detached' })
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  for (const [when, begin, go] of [
    ['at its start', (tab) => spoil(tab), () => undefined],
    ['on its way', () => undefined, async (tab) => (await spoil(tab), await tab.keyboard.press('8'))],
  ]) {
    test(`because its decoder was restarted ${when} runs again`, async () => {
      const tab = await server.page({ language: 'en', path: `/series/${encodeURIComponent(episode.series.id)}` })
      await begin(tab)
      await tab.locator(`a.still[href="/watch/${encodeURIComponent(episode.id)}"]`).first().click()
      if (when !== 'at its start') await until(() => video(tab).catch(() => ({ at: 0, paused: true })), ({ at: seconds, paused }) => seconds > 0.2 && !paused, 'playing')
      await go(tab)
      await until(() => tab.evaluate(() => window.restarted), Boolean, 'restarted', 30_000)
      const from = await at(tab)
      await until(() => video(tab), ({ at: seconds, paused }) => !paused && seconds > from + 0.5, 'goes on by itself', 20_000)
      // Taken anew, the element says 0 for a moment: nobody is told that, and it is no place to come back to.
      if (when !== 'at its start') assert.ok((await tab.evaluate(() => window.lowest)) > 90, 'the place is kept')
      await tab.context().close()
    })
  }
})

/** From now on nothing can be appended, until the engine takes the element anew. */
const spoil = (tab) => tab.evaluate(() => {
  const { appendBuffer } = SourceBuffer.prototype
  let tried = false
  window.lowest = Infinity
  new MutationObserver(() => {
    const { ariaValueNow } = document.querySelector('[role=slider]') ?? {}
    if (tried && ariaValueNow) window.lowest = Math.min(window.lowest, Number(ariaValueNow))
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['aria-valuenow'] })
  SourceBuffer.prototype.appendBuffer = () => {
    tried = true
    throw new Error('cannot be appended')
  }
  addEventListener('emptied', () => {
    if (!tried) return
    window.restarted = true
    SourceBuffer.prototype.appendBuffer = appendBuffer
  }, true)
})

describe('what cannot be played', onMock, () => {
  test.each = (rows, run) => rows.forEach(([name, ...values]) => test(name, () => run(...values)))
  test.each(
    [
      ['in this browser is named with its codec', '/watch/e13-1-1', /recorded in HEVC \(H\.265\)/, /HEVC \(H\.265\)(로|으로) 만들어진/],
      ['but has another version plays that one and says so', '/watch/e13-1-2', /does not decode HEVC \(H\.265\): playing another version 1080p/, /다른 버전으로 재생해요 1080p/],
      ['before conversion is named with its reason', '/watch/e4-1-2', /would have to be converted first[^]*Details/, /먼저 변환해야 하는[^]*자세히/],
      ['because it is not there is said so', '/watch/none', /Not found/, /찾을 수 없어요/],
    ],
    async (path, english, korean) => {
      for (const [language, screen, words] of [['en', 'desktop', english], ['en', 'phone', english], ['ko', 'desktop', korean], ['ko', 'phone', korean]]) {
        const tab = await server.page({ language, screen, path })
        await until(() => tab.locator('body').innerText(), (text) => words.test(text), path)
        assert.deepEqual(await violations(tab), [], `${language}, ${screen}`)
        await tab.context().close()
      }
    },
  )

  test('because the connection is slow goes on with a smaller version, when asked', async () => {
    const tab = await server.page({ language: 'en', path: '/watch/e13-1-3', clock: true })
    await begin(tab)
    await until(() => video(tab), ({ at: seconds, paused }) => seconds > 0.3 && !paused, 'playing')
    const held = []
    await tab.route('**/*.m4s', (route) => held.push(route))
    await tab.keyboard.press('9')
    const lower = tab.getByRole('button', { name: 'Lower the quality' })
    await tab.locator('.waiting').waitFor()
    assert.equal(await lower.count(), 0)
    await tab.clock.fastForward(8_000)
    await lower.waitFor()
    await tab.locator('.waiting').getByText('This is taking a while.').waitFor()
    assert.deepEqual(await violations(tab), [])
    // A phone on its side: the seek bar, whose touch area is tall, must not lie over it.
    await tab.setViewportSize({ width: 844, height: 390 })
    await lower.click({ trial: true })
    await tab.setViewportSize({ width: 1280, height: 720 })
    // Pressed first: once a segment comes, nobody is asked any more.
    await lower.click()
    await tab.unroute('**/*.m4s')
    await Promise.all(held.map((route) => route.continue().catch(() => undefined)))
    await until(() => video(tab), ({ at: seconds, paused }) => !paused && seconds > 107, 'goes on', 30_000)
    await tab.context().close()
  })

  for (const [language, words] of [['en', 'The server does not answer'], ['ko', '서버가 응답하지 않아요']]) {
    test(`because there is no connection says that, and blames no slow one (${language})`, async () => {
      const tab = await server.page({ language, path: '/watch/e13-1-3', clock: true })
      await begin(tab)
      await until(() => video(tab), ({ at: seconds, paused }) => seconds > 0.3 && !paused, 'playing')
      await tab.route(/\.m4s|\/api\/v1\/scan/, (route) => (route.request().url().endsWith('scan') ? route.abort() : undefined))
      await tab.keyboard.press('9')
      await tab.locator('.waiting').waitFor()
      await tab.clock.fastForward(8_000)
      await tab.locator('.waiting p').getByText(words).waitFor()
      assert.equal(await tab.locator('.waiting button').count(), 0, 'a smaller version would not come either')
      assert.deepEqual(await violations(tab), [])
      await tab.context().close()
    })
  }

  test('because the server is away goes on by itself when it is back', async () => {
    const tab = await watch({ clock: true })
    for (const what of ['**/media/**', '**/api/**']) await tab.route(what, (route) => route.abort())
    await tab.keyboard.press('9')
    const lost = tab.getByText('The connection was lost')
    await until(async () => (await tab.clock.fastForward(1_000), lost.count()), (count) => count > 0, 'told', 60_000)
    for (let pause = 0; pause < 6; pause += 1) await tab.clock.fastForward(5_000)
    assert.equal(await lost.count(), 1)
    await tab.unroute('**/media/**')
    await tab.unroute('**/api/**')
    await until(async () => (await tab.clock.fastForward(1_000), video(tab)), ({ at: seconds, paused }) => !paused && seconds > 107, 'goes on', 30_000)
    await tab.context().close()
  })

  for (const [what, blocked, words] of [
    ['code', /\/assets\/PlayerPage-.*\.js/, 'The player could not be loaded'],
    ['an answer', /\/api\//, 'The server does not answer'],
  ]) {
    test(`because ${what} never came has a way out, and comes by itself when the server is back`, async () => {
      const tab = await server.page({ language: 'en', clock: true, path: '/series/s2' })
      await tab.locator('ol a.still').first().waitFor()
      const away = async () => {
        for (const pattern of [blocked, /\/api\//]) await tab.route(pattern, (route) => route.abort())
      }
      await away()
      await tab.goto(`${server.base}/watch/e2-1-1`)
      await tab.getByRole('heading', { name: words }).waitFor()
      assert.equal(await tab.getByRole('link', { name: 'Go home' }).getAttribute('href'), '/')
      await tab.unrouteAll()
      await until(async () => (await tab.clock.fastForward(1_000), tab.locator('video').count().catch(() => 0)), (count) => count > 0, 'the player', 30_000)
      await away()
      await tab.goto(`${server.base}/watch/e2-1-1`)
      await tab.getByRole('heading', { name: words }).waitFor()
      await tab.keyboard.press('Escape')
      await until(() => tab.evaluate(() => location.pathname), (path) => path === '/', 'home')
      await tab.context().close()
    })
  }

  test('because the connection was lost keeps the place and goes on', async () => {
    const tab = await watch({ clock: true })
    await tab.route('**/media/**', (route) => route.abort())
    await tab.keyboard.press('9')
    // The engine asks again for a while before it gives up.
    const lost = tab.getByText('The connection was lost')
    await until(async () => (await tab.clock.fastForward(1_000), lost.count()), (count) => count > 0, 'told', 60_000)
    await tab.getByText(/1:4\d/).first().waitFor()
    await tab.unroute('**/media/**')
    await tab.getByRole('button', { name: 'Resume' }).click()
    await until(() => video(tab), ({ at: seconds, paused }) => !paused && seconds > 107, 'goes on', 30_000)
    await tab.context().close()
  })
})
