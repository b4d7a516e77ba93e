// A browser, and a server to look at: the one at BONUSTRACK_URL, else the mock.
// Each test looks at one of them: what depends on bytes, answers and files at the server, states and large libraries at the mock.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { startMock } from '../mock-server.mjs'
import { remember } from './kept.mjs'

/** Of what axe found, its violations alone: working out the rest takes as long again. */
const kAxeOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], selectors: false }
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

export const screens = { desktop: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } }
export const isReal = Boolean(process.env.BONUSTRACK_URL)
/** For what a server shows with what it really has: pages of its library, films that are played. */
export const onServer = { skip: !isReal && 'the real server shows it' }
/** For what needs a certain library, a state no healthy server is in, or answers set by the test. */
export const onMock = { skip: isReal && 'the mock shows it' }
// The same engine without windows, menus and bars that nobody looks at, for two thirds of the processor's time; else the whole browser.
const kChromium = process.env.CHROMIUM ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync)
/** A browser that serves many files of tests: web/tests/browser/serve_browser.mjs. Without one, one's own. */
const startBrowser = () => (process.env.BONUSTRACK_BROWSER ? chromium.connect(process.env.BONUSTRACK_BROWSER) : chromium.launch({ executablePath: kChromium, args: kFlags }))
export const serveBrowser = () => chromium.launchServer({ executablePath: kChromium, args: kFlags })

/** `url`: of another server than that of the other tests. `cold`: nothing is kept from page to page, as for somebody's first visit. */
export async function open({ url = process.env.BONUSTRACK_URL, cold = false } = {}) {
  const mock = url ? undefined : await startMock()
  const base = url ?? mock.url
  const mark = url && (await fetch(`${url}/api/v1/scan`)).headers.get('Bonustrack-Catalogue')
  // Not before it is needed: in some files all tests are the other server's.
  let started
  const browser = () => (started ??= startBrowser())
  // One visitor after the other sits down at the same browser: what they kept goes with them, code that was fetched and compiled stays.
  const idle = new Map()
  let scenes = 0
  async function contextFor(options, pooled) {
    const key = JSON.stringify([options, scenes])
    const ready = pooled && idle.get(key)?.pop()
    if (ready) return ready
    const context = await (await browser()).newContext(options)
    if (!pooled) return context
    const end = context.close.bind(context)
    // Keeps the process of our pages.
    const seat = await context.newPage()
    await seat.goto(`${base}/favicon.svg`)
    context.close = async () => {
      if (!key.endsWith(`,${scenes}]`)) return end()
      await context.setOffline(false)
      await context.unrouteAll()
      await Promise.all(context.pages().map((page) => page !== seat && page.close()))
      idle.set(key, [...(idle.get(key) ?? []), context])
    }
    return context
  }

  /** What went wrong in the page; expected failures of the network are the test's own business. */
  async function page({ language = 'ko', screen = 'desktop', path = '/', still = false, forced = false, scale = 1, kept = {}, clock = false } = {}) {
    const phone = screen === 'phone'
    const context = await contextFor({
      viewport: screens[screen], deviceScaleFactor: scale, locale: language === 'ko' ? 'ko-KR' : 'en-US', hasTouch: phone, isMobile: phone,
      reducedMotion: still ? 'reduce' : 'no-preference', forcedColors: forced ? 'active' : 'none', bypassCSP: false,
    }, !cold && !clock)
    const tab = await context.newPage()
    const session = await context.newCDPSession(tab)
    await session.send('Storage.clearDataForOrigin', { origin: new URL(base).origin, storageTypes: 'local_storage' })
    await session.detach()
    tab.setDefaultTimeout(40_000)
    tab.faults = []
    tab.onItsWay = new Set()
    let opening = null
    tab.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === tab.mainFrame()) opening = request
      tab.onItsWay.add(request)
    })
    // What the page before had asked for goes with it, and now and then nobody says so.
    tab.on('framenavigated', (frame) => {
      if (!opening || frame !== tab.mainFrame()) return
      for (const request of tab.onItsWay) if (request !== opening) tab.onItsWay.delete(request)
      opening = null
    })
    for (const end of ['requestfinished', 'requestfailed']) tab.on(end, (request) => tab.onItsWay.delete(request))
    tab.on('pageerror', (error) => tab.faults.push(String(error)))
    tab.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) tab.faults.push(message.text())
    })
    await remember(tab, kept, mark)
    // Runs as ever, until `tab.clock.fastForward` spares a test what it would wait for.
    if (clock) await tab.clock.install()
    await tab.goto(base + path)
    return tab
  }
  return {
    base,
    page,
    /** Sets what the mock answers. */
    scene(change) {
      // Pictures of one may not be shown in the other.
      scenes += 1
      return fetch(`${base}/mock`, { method: 'POST', body: JSON.stringify(change) })
    },
    async close() {
      await (await started)?.close()
      mock?.close()
    },
  }
}

/** Nothing is on its way, and what has come is drawn. */
export async function settled(tab, limitMs = 60_000) {
  const end = Date.now() + limitMs
  for (let looks = 0; looks < 2; looks = tab.onItsWay.size === 0 ? looks + 1 : 0) {
    if (Date.now() > end) throw new Error(`still on its way: ${[...tab.onItsWay].map((request) => request.url())}`)
    await tab.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done, { timeout: 200 }))))))
  }
}

/** What fades in is there: half of it has half of its contrast. What turns for ever goes on. */
const kFadesEnd = `document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime < Infinity).forEach((each) => each.finish())`

/** axe's violations, one line each: run outside the page's policy, which would rightly refuse the script. */
export async function violations(tab) {
  const session = await tab.context().newCDPSession(tab)
  const { result: known } = await session.send('Runtime.evaluate', { expression: 'typeof axe' })
  if (known.value === 'undefined') await session.send('Runtime.evaluate', { expression: axeSource })
  const { result } = await session.send('Runtime.evaluate', {
    expression: `${kFadesEnd}, axe.run(document, ${JSON.stringify(kAxeOptions)}).then((found) => JSON.stringify(found.violations.map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.html.slice(0, 120) + ' ' + (node.any[0]?.message ?? '')).join(' | '))))`,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  return JSON.parse(result.value)
}

export const video = (tab) => tab.evaluate(() => {
  const element = document.querySelector('video')
  return { at: element.currentTime, paused: element.paused, muted: element.muted, volume: element.volume, rate: element.playbackRate, length: element.duration }
})

/** Resolves when `claim(value)` holds; tells the last value when it never does. */
export async function until(read, claim, what, limitMs = 15_000) {
  const end = Date.now() + limitMs
  let value
  do {
    value = await read()
    if (claim(value)) return value
    await new Promise((done) => setTimeout(done, 50))
  } while (Date.now() < end)
  throw new Error(`${what}: still ${JSON.stringify(value)}`)
}
