// What a visit costs in a real browser, printed for docs/performance.md. Times depend on the machine and are only printed;
// what does not (shifts of the layout, origins, what is fetched) is held.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isReal, open, until, video } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

const kRuns = 3
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const where = isReal ? 'the server' : 'the mock'

/** Watches the page from its first moment. */
const watchPage = () => {
  window.seen = { lcp: 0, cls: 0, longest: 0, input: 0 }
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.seen.lcp = entry.startTime))).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => !entry.hadRecentInput && (window.seen.cls += entry.value))).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.seen.longest = Math.max(window.seen.longest, entry.duration)))).observe({ type: 'longtask', buffered: true })
  // What a hand did, not the pointer events that a browser makes by itself when the page changes below a pointer that rests.
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => entry.interactionId > 0 && (window.seen.input = Math.max(window.seen.input, entry.duration)))).observe({ type: 'event', durationThreshold: 16, buffered: true })
}

async function visit(path, { network, screen = 'desktop', scale = 1 } = {}) {
  const tab = await server.page({ path: '/favicon.svg', screen, scale })
  await tab.addInitScript(watchPage)
  const session = await tab.context().newCDPSession(tab)
  await session.send('Network.enable')
  if (network) await session.send('Network.emulateNetworkConditions', { offline: false, ...network })
  let pictures = 0
  const kinds = new Map()
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId) === 'Image') pictures += encodedDataLength
  })
  await tab.goto(server.base + path, { waitUntil: 'load' })
  await tab.locator('main li').first().waitFor({ timeout: 60_000 })
  await tab.waitForLoadState('networkidle', { timeout: 60_000 })
  await tab.waitForTimeout(300)
  return { tab, pictures: () => pictures, seen: () => tab.evaluate(() => window.seen) }
}

describe('home', () => {
  for (const screen of ['desktop', 'phone']) {
    test(`stands still while it loads (${screen})`, async () => {
      const rows = []
      for (let run = 0; run < kRuns; run += 1) {
        const { tab, pictures, seen } = await visit('/', { screen })
        rows.push({ ...(await seen()), pictures: pictures() })
        await tab.context().close()
      }
      const of = (name) => median(rows.map((row) => row[name]))
      console.log(`home on ${where}, ${screen}, median of ${kRuns}: largest paint ${of('lcp').toFixed(0)} ms of 800, longest task ${of('longest').toFixed(0)} ms of 100, layout shift ${of('cls').toFixed(3)} of 0.020, pictures ${(of('pictures') / 1000).toFixed(0)} kB of 250`)
      assert.ok(of('cls') <= 0.02, `layout shift ${rows.map((row) => row.cls)}`)
    })
  }

  test('asks for few bytes of pictures, on fine screens too', async () => {
    for (const screen of ['desktop', 'phone']) {
      const { tab, pictures } = await visit('/', { screen, scale: 2 })
      console.log(`home on ${where}, ${screen}, two pixels a point: pictures ${(pictures() / 1000).toFixed(0)} kB of 250`)
      assert.ok(pictures() > 0 && pictures() <= 250_000, `${pictures()} bytes`)
      await tab.context().close()
    }
  })

  test('with two thousand series', { skip: isReal && 'the mock holds so many' }, async () => {
    await server.scene({ many: 2_000 })
    const rows = []
    for (let run = 0; run < kRuns; run += 1) {
      const { tab, pictures, seen } = await visit('/')
      rows.push({ ...(await seen()), pictures: pictures() })
      await tab.context().close()
    }
    await server.scene({})
    const of = (name) => median(rows.map((row) => row[name]))
    console.log(`home with 2,000 series, median of ${kRuns}: largest paint ${of('lcp').toFixed(0)} ms of 800, longest task ${of('longest').toFixed(0)} ms of 100, layout shift ${of('cls').toFixed(3)} of 0.020, pictures ${(of('pictures') / 1000).toFixed(0)} kB of 250`)
    assert.ok(of('cls') <= 0.02, `layout shift ${rows.map((row) => row.cls)}`)
  })

  test('on a slow connection', async () => {
    // Slow 4G as Lighthouse has it: 1.6 Mbit/s, 150 ms there and back.
    const paints = []
    for (let run = 0; run < kRuns; run += 1) {
      const { tab, seen } = await visit('/', { network: { latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 } })
      paints.push((await seen()).lcp)
      await tab.context().close()
    }
    console.log(`home on ${where}, 1.6 Mbit/s and 150 ms, median of ${kRuns}: largest paint ${(median(paints) / 1000).toFixed(2)} s of 2.5`)
  })
})

test('the other pages stand still while they load', async () => {
  const { series } = await (await fetch(`${server.base}/api/v1/series?sort=added&limit=1`)).json()
  const { songs } = await (await fetch(`${server.base}/api/v1/songs?limit=1`)).json()
  const paths = ['/library', `/series/${encodeURIComponent(series[0].id)}`, '/songs', ...(songs[0] ? [`/songs/${songs[0].id}`] : []), '/search']
  for (const screen of ['desktop', 'phone']) {
    const shifts = []
    for (const path of paths) {
      const { tab, seen } = await visit(path, { screen })
      shifts.push((await seen()).cls)
      await tab.context().close()
    }
    console.log(`layout shift on ${where}, ${screen}, of 0.020: ${paths.map((path, at) => `${path} ${shifts[at].toFixed(3)}`).join(', ')}`)
    assert.ok(Math.max(...shifts) <= 0.02, `${paths} ${shifts}`)
  }
})

describe('no task keeps a page busy for long', () => {
  /** The longest of its main thread, traced: what it took by the clock, and the most any took of the processor, in milliseconds. */
  async function longest(path, screen) {
    const tab = await server.page({ path: '/favicon.svg', screen })
    const browser = tab.context().browser()
    await browser.startTracing(tab, { categories: ['toplevel'] })
    await tab.goto(server.base + path, { waitUntil: 'load' })
    await tab.locator('main li').first().waitFor({ timeout: 60_000 })
    await tab.waitForLoadState('networkidle')
    const { traceEvents } = JSON.parse(await browser.stopTracing())
    await tab.context().close()
    const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`))
    const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && main.has(`${pid} ${tid}`))
    const most = (of) => Math.max(...tasks.map((task) => (task[of] ?? 0) / 1000))
    return { clock: most('dur'), processor: most('tdur') }
  }

  for (const [what, screen, find] of [
    ['home', 'desktop', () => '/'], ['home', 'phone', () => '/'], ['the library', 'desktop', () => '/library'],
    ['a series', 'desktop', (id) => `/series/${encodeURIComponent(id)}`], ['a series', 'phone', (id) => `/series/${encodeURIComponent(id)}`],
  ]) {
    test(`while it loads: ${what} (${screen})`, async () => {
      const { series } = await (await fetch(`${server.base}/api/v1/series?sort=added&limit=1`)).json()
      const runs = []
      for (let run = 0; run < kRuns; run += 1) runs.push(await longest(find(series[0].id), screen))
      const of = (name) => median(runs.map((each) => each[name])).toFixed(0)
      console.log(`${what} on ${where}, ${screen}, traced, median of ${kRuns}: longest task ${of('clock')} ms of 100 by the clock, ${of('processor')} ms of the processor`)
    })
  }
})

describe('presses and keys', () => {
  /** The page of a title, until its own words are there. */
  const arrived = (tab) => tab.locator('main h1:not(.unseen)').waitFor()
  const ways = [
    ['search by keys, to a hit', '/', async (tab) => {
      await tab.getByRole('searchbox').click()
      const { series } = await (await fetch(`${server.base}/api/v1/series?limit=1`)).json()
      await tab.keyboard.type(series[0].title.slice(0, 2).trim(), { delay: 60 })
      await tab.locator('main [data-hit]').first().waitFor()
      await tab.keyboard.press('ArrowDown')
      await tab.keyboard.press('Enter')
      await arrived(tab)
    }],
    ['a card of home, and back', '/', async (tab) => {
      await tab.locator('main section li a[href^="/series/"]').first().click()
      await arrived(tab)
      // Nobody goes back before having seen where they are.
      await tab.waitForTimeout(500)
      await tab.keyboard.press('Alt+ArrowLeft')
      await tab.locator('main section li').first().waitFor()
    }],
    ['orders, genres and letters of the library', '/library', async (tab) => {
      await tab.locator('.orders button').nth(2).click()
      await tab.locator('.orders button').nth(0).click()
      const genre = tab.locator('.choices .strip button').nth(1)
      if (await genre.count()) await genre.click()
      const letter = tab.locator('.letters button').last()
      if (await letter.count()) await letter.click()
    }],
    ['the player: a sheet, songs, pause', undefined, async (tab) => {
      await tab.locator('a.main').first().click()
      await until(() => video(tab).catch(() => ({ at: 0 })), ({ at }) => at > 1, 'playing')
      for (const key of ['a', 'Escape', 't', 'k', 'ArrowRight']) {
        await tab.keyboard.press(key)
        await tab.waitForTimeout(300)
      }
    }],
  ]
  for (const [what, path, go] of ways) {
    test(`are answered: ${what}`, async () => {
      const { series } = await (await fetch(`${server.base}/api/v1/series?limit=1`)).json()
      const slowest = []
      for (let run = 0; run < kRuns; run += 1) {
        const { tab, seen } = await visit(path ?? `/series/${encodeURIComponent(series[0].id)}`)
        await go(tab)
        await tab.waitForTimeout(500)
        slowest.push((await seen()).input)
        assert.deepEqual(tab.faults, [])
        await tab.context().close()
      }
      console.log(`${what}, on ${where}, median of ${kRuns}: the slowest answer to an input ${median(slowest).toFixed(0)} ms of 200 (${slowest.map((time) => time.toFixed(0)).join(', ')})`)
    })
  }
})

test('seeking in the player', async () => {
  const inside = []
  const outside = []
  for (let run = 0; run < kRuns; run += 1) {
    const tab = await server.page()
    await tab.locator('a.main').first().click()
    await until(() => video(tab).catch(() => ({ at: 0 })), ({ at }) => at > 2, 'playing')
    await tab.keyboard.press('k')
    const seek = (seconds) => tab.evaluate((to) => new Promise((done) => {
      const element = document.querySelector('video')
      const from = performance.now()
      element.requestVideoFrameCallback(() => done(performance.now() - from))
      element.currentTime = to
    }), seconds)
    const { length } = await video(tab)
    const buffered = await tab.evaluate(() => document.querySelector('video').buffered.end(0))
    for (const share of [0.2, 0.5, 0.8, 0.3, 0.6]) inside.push(await seek(share * Math.min(buffered, 20)))
    if (buffered < length - 8) outside.push(await seek(length - 6))
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  }
  console.log(`a seek on ${where}, to its frame, medians of ${inside.length} and ${outside.length}: inside the buffer ${median(inside).toFixed(0)} ms of 100${outside.length ? `, outside ${median(outside).toFixed(0)} ms of 400` : ''}`)
})

describe('words over pictures', { skip: isReal && 'the mock sets the artwork' }, () => {
  before(() => server.scene({ artwork: 'white' }))
  after(() => server.scene({}))

  /** The lightest pixel behind the words, as contrast with them. */
  async function contrastBehind(tab, place) {
    // The element, not the place: hidden, it would no longer be found by being seen.
    const locator = await place.elementHandle()
    // Of the words themselves, as far as they are shown: their paragraph may be wider, and they may be cut.
    const box = await locator.evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      const [words, own] = [element instanceof SVGElement ? element : range, element].map((each) => each.getBoundingClientRect())
      const [x, y] = [Math.max(words.x, own.x), Math.max(words.y, own.y)]
      return { x, y, width: Math.min(words.right, own.right) - x, height: Math.min(words.bottom, own.bottom) - y }
    })
    const ink = await locator.evaluate((element) => {
      const { color } = getComputedStyle(element)
      const canvas = new OffscreenCanvas(1, 1).getContext('2d')
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      Object.assign(element.style, { color: 'transparent', transition: 'none' })
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
    })
    const image = await tab.screenshot({ clip: { x: Math.max(0, box.x), y: Math.max(0, box.y), width: box.width, height: box.height } })
    const lightest = await tab.context().newPage().then(async (page) => {
      const value = await page.evaluate(async (data) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const context = canvas.getContext('2d')
        context.drawImage(bitmap, 0, 0)
        const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height)
        const linear = (channel) => ((channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
        let most = 0
        for (let at = 0; at < pixels.length; at += 4) most = Math.max(most, 0.2126 * linear(pixels[at]) + 0.7152 * linear(pixels[at + 1]) + 0.0722 * linear(pixels[at + 2]))
        return most
      }, image.toString('base64'))
      await page.close()
      return value
    })
    await locator.evaluate((element) => (element.style.color = ''))
    const linear = (channel) => ((channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
    const light = 0.2126 * linear(ink[0]) + 0.7152 * linear(ink[1]) + 0.0722 * linear(ink[2])
    return (light + 0.05) / (lightest + 0.05)
  }

  /** Words need 4.5 : 1, large ones and pictograms 3 : 1; `least` is asked of all of them. */
  async function measure(tab, what, names, least = 4.5) {
    const tooFaint = []
    for (const name of names) {
      const contrast = await contrastBehind(tab, tab.locator(name).filter({ visible: true }).first())
      console.log(`over white ${what}, ${name}: ${contrast.toFixed(1)} : 1`)
      if (contrast < least) tooFaint.push(`${what}, ${name}: ${contrast}`)
    }
    assert.deepEqual(tooFaint, [])
  }

  for (const screen of ['desktop', 'phone']) {
    test(`are legible over white artwork (${screen})`, async () => {
      const tab = await server.page({ path: '/series/s2', screen, still: true })
      await tab.locator('h1').waitFor()
      await tab.waitForLoadState('networkidle')
      await measure(tab, `artwork, ${screen}`, ['.hero .reason', '.hero h1', '.hero .original', '.hero .facts', '.hero .plot p', '.language .word', '.logo text', ...(screen === 'desktop' ? ['header nav a'] : [])])
      await tab.goto(server.base)
      await tab.locator('.hero .lines p').first().waitFor()
      await tab.waitForLoadState('networkidle')
      await measure(tab, `artwork, home, ${screen}`, ['.hero h2', '.hero .facts', '.hero .lines p'])
      await tab.context().close()
    })

    test(`are legible over a white film (${screen})`, async () => {
      const tab = await server.page({ path: '/series/s1', screen, still: true, kept: { 'bonustrack.player.1': { captions: 'ko' } } })
      await tab.locator('ol a.still').first().click()
      await until(() => video(tab).catch(() => ({ at: 0 })), ({ at }) => at > 0.2, 'playing')
      await tab.evaluate(() => {
        const film = document.querySelector('video')
        film.style.filter = 'brightness(0) invert(1)'
        // Also where the picture leaves room: as high as the screen is.
        film.style.background = '#fff'
        film.currentTime = 41
      })
      await tab.keyboard.press('k')
      await tab.locator('.now button').waitFor()
      await tab.locator('.layer p span').first().waitFor()
      await tab.locator('.controls.shown').waitFor()
      await until(() => tab.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length), (moving) => moving === 0, 'at rest')
      await measure(tab, `film, ${screen}`, ['.titles p', '.titles h1', '.time span', '.time .length', '.now b', '.layer p span'])
      await measure(tab, `film, ${screen}`, ['.back svg', '.buttons button svg', ...(screen === 'phone' ? ['.centre button svg'] : [])], 3)
      await tab.context().close()
    })
  }
})
