// What a visit costs, measured in the page and around it.
import { settled } from './harness.mjs'

/** Milliseconds, bytes. */
export const kBudget = { paint: 800, task: 100, input: 200, shift: 0.02, pictures: 250_000 }
/** How often each thing is measured: three times for figures to write down, once for what is held, which does not depend on the machine. */
export const kRuns = Number(process.env.BONUSTRACK_RUNS ?? 3)
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** Watches the page from its first moment. */
export const watchPage = () => {
  window.seen = { paint: 0, shift: 0, told: 0, input: 0, inputOf: '' }
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.seen.paint = entry.startTime))).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => !entry.hadRecentInput && (window.seen.shift += entry.value))).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.seen.told = Math.max(window.seen.told, entry.duration)))).observe({ type: 'longtask', buffered: true })
  // What a hand did, not the pointer events that a browser makes by itself when the page changes below a pointer that rests.
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    if (entry.interactionId > 0 && entry.duration > window.seen.input) Object.assign(window.seen, { input: entry.duration, inputOf: entry.name })
  })).observe({ type: 'event', durationThreshold: 16, buffered: true })
}
export const seen = (tab) => tab.evaluate(() => window.seen)

/** The longest of its main thread: what it took by the clock, and the most any took of the processor, in milliseconds. */
function longest(trace) {
  const { traceEvents } = JSON.parse(trace)
  const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`))
  const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && main.has(`${pid} ${tid}`))
  const most = (of) => Math.max(0, ...tasks.map((task) => (task[of] ?? 0) / 1000))
  return { clock: most('dur'), processor: most('tdur') }
}

/** One load, in a browser context of its own, until nothing is on its way any more. */
export async function measure(server, path, { screen = 'desktop', scale = 1, network, traced = false } = {}) {
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
  const browser = tab.context().browser()
  if (traced) await browser.startTracing(tab, { categories: ['toplevel'] })
  await tab.goto(server.base + path, { waitUntil: 'load' })
  await tab.locator('main li').first().waitFor({ timeout: 60_000 })
  await settled(tab)
  // What moves has come to rest, and been told of.
  await tab.waitForTimeout(300)
  const tasks = traced ? longest(await browser.stopTracing()) : {}
  const found = { ...(await seen(tab)), pictures, ...tasks }
  await tab.context().close()
  return found
}
