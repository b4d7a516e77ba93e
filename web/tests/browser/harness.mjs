// A browser, and a server to look at: the one at BONUSTRACK_URL, else the mock with whatever is in web/dist.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { startMock } from '../mock-server.mjs'
import { remember } from './kept.mjs'

/** Of what axe found, its violations alone: working out the rest takes as long again. */
const kAxeOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], selectors: false }
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

export const screens = { desktop: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } }
export const isReal = Boolean(process.env.BONUSTRACK_URL)

export async function open() {
  const mock = isReal ? undefined : await startMock()
  const base = process.env.BONUSTRACK_URL ?? mock.url
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: kFlags })

  /** What went wrong in the page; expected failures of the network are the test's own business. */
  async function page({ language = 'ko', screen = 'desktop', path = '/', still = false, forced = false, scale = 1, kept = {} } = {}) {
    const phone = screen === 'phone'
    const context = await browser.newContext({
      viewport: screens[screen], deviceScaleFactor: scale, locale: language === 'ko' ? 'ko-KR' : 'en-US', hasTouch: phone, isMobile: phone,
      reducedMotion: still ? 'reduce' : 'no-preference', forcedColors: forced ? 'active' : 'none', bypassCSP: false,
    })
    const tab = await context.newPage()
    tab.setDefaultTimeout(40_000)
    tab.faults = []
    tab.on('pageerror', (error) => tab.faults.push(String(error)))
    tab.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) tab.faults.push(message.text())
    })
    await remember(tab, kept)
    await tab.goto(base + path)
    return tab
  }
  return {
    base,
    page,
    /** Sets what the mock answers. */
    scene: (change) => fetch(`${base}/mock`, { method: 'POST', body: JSON.stringify(change) }),
    async close() {
      await browser.close()
      mock?.close()
    },
  }
}

/** axe's violations, one line each: run outside the page's policy, which would rightly refuse the script. */
export async function violations(tab) {
  const session = await tab.context().newCDPSession(tab)
  const { result: known } = await session.send('Runtime.evaluate', { expression: 'typeof axe' })
  if (known.value === 'undefined') await session.send('Runtime.evaluate', { expression: axeSource })
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, ${JSON.stringify(kAxeOptions)}).then((found) => JSON.stringify(found.violations.map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.html.slice(0, 120) + ' ' + (node.any[0]?.message ?? '')).join(' | '))))`,
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
