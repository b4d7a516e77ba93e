// On a television, with arrows alone: nothing on any page is out of reach, and whatever has focus is seen.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isReal, onMock, open, settled, until } from './harness.mjs'
import { placesIn } from './kept.mjs'

let server
let kept
before(async () => {
  if (isReal) return
  server = await open()
  const series = await (await fetch(`${server.base}/api/v1/series/s1`)).json()
  kept = { 'bonustrack.progress.1': placesIn(series, [0.5, 0.2]), 'bonustrack.searches.1': ['rain', '금새록'] }
})
after(() => server?.close())

/**
 * From where focus is when the page is entered: every arrow from everything that arrows have led to. Answers what they never
 * led to, and what of it that had focus was cut by the screen's edge or lay under something else.
 */
function walk(tab, scope) {
  return tab.evaluate(async (within) => {
    const name = (element) => `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)}`
    const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))
    const all = () => [...document.querySelectorAll(`:is(${within}) :is(a[href], button:not(:disabled), input:not(:disabled), select, summary)`)]
      .filter((element) => element.tabIndex >= 0 && !element.matches('a[href="#main"]') && (element.matches('input') || element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) && element.getBoundingClientRect().width > 0)
    /** Focus moves at once, or when the page has scrolled on; it is looked at when what has scrolled with it is drawn. */
    const press = async (key) => {
      const from = document.activeElement
      from.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }))
      if (document.activeElement === from || !reached.has(document.activeElement)) await settled()
      return document.activeElement
    }
    /** Back where it was, and what is drawn there. */
    const back = async (element) => {
      const { left, top } = element.getBoundingClientRect()
      element.focus({ preventScroll: true })
      element.scrollIntoView({ block: 'center', inline: 'nearest' })
      const now = element.getBoundingClientRect()
      if (now.left !== left || now.top !== top) await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    }
    const unseen = new Set()
    const look = (element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      if (top < -1 || bottom > innerHeight + 1 || left < -1 || right > innerWidth + 1) return unseen.add(`${name(element)} is cut: ${[left, top, right, bottom].map(Math.round)}`)
      // Its corners may be round, and a drawn control may stand for it.
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      const own = element.closest('label') ?? element
      if (there && !own.contains(there) && !there.contains(own)) unseen.add(`${name(element)} is under ${name(there)}`)
    }
    const reached = new Set()
    const waiting = []
    const take = (element) => {
      if (element === document.body || reached.has(element)) return false
      reached.add(element)
      waiting.push(element)
      look(element)
      return true
    }
    if (document.activeElement === document.body || document.activeElement.tagName === 'H1') take(await press('ArrowDown'))
    else take(document.activeElement)
    while (waiting.length > 0) {
      const from = waiting.shift()
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
        if (!from.isConnected) break
        await back(from)
        if (take(await press(key)) && all().every((element) => reached.has(element))) return { missed: [], unseen: [...unseen] }
      }
    }
    return { missed: all().filter((element) => !reached.has(element)).map(name), unseen: [...unseen] }
  }, scope)
}

describe('with arrows alone', onMock, () => {
  for (const [what, path] of [
    ['home', '/'], ['a series', '/series/s1'], ['a series of seasons', '/series/s5'], ['the library', '/library'], ['the songs', '/songs'], ['the soundtracks', '/albums'], ['the server', '/server'], ['a song', '/songs/1'], ['a person', '/people/1'],
    ['search, with nothing asked', '/search'], ['search', '/search?q=rain'], ['a page that is not there', '/nowhere'],
  ]) {
    test(`all of ${what} is reached and seen`, async () => {
      const tab = await server.page({ language: 'en', path: `${path}${path.includes('?') ? '&' : '?'}tv=1`, kept, still: true })
      await tab.locator('h1').first().waitFor({ state: 'attached' })
      await settled(tab)
      const { missed, unseen } = await walk(tab, 'header, main')
      assert.deepEqual(missed, [], 'out of reach')
      assert.deepEqual(unseen, [], 'not seen')
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    })
  }

  test('all controls of the player are reached and seen, and none of them keeps the arrows', async () => {
    const tab = await server.page({ language: 'en', path: '/watch/e1-1-1?tv=1', still: true })
    const ask = tab.getByRole('button', { name: 'Press to play' })
    await until(async () => (await ask.count()) > 0 || (await tab.evaluate(() => document.querySelector('video')?.currentTime > 0)), Boolean, 'begun')
    if (await ask.count()) await ask.click()
    await until(() => tab.evaluate(() => document.querySelector('video').currentTime), (at) => at > 0.2, 'playing')
    await tab.keyboard.press('k')
    await tab.locator('.controls.shown').waitFor()
    for (const gone of ['Volume', 'Keyboard', 'Picture in picture']) assert.equal(await tab.getByLabel(gone, { exact: true }).isVisible(), false, gone)
    await tab.locator('[role=slider]').focus()
    await tab.keyboard.press('ArrowDown')
    await until(() => tab.evaluate(() => document.activeElement.ariaLabel), (label) => label === 'Play', 'below the seek bar')
    const { missed, unseen } = await walk(tab, '.controls')
    assert.deepEqual([...missed, ...unseen], [])
    await tab.context().close()
  })

  test('all filters are reached and seen, and Back gives focus to what opened them', async () => {
    const tab = await server.page({ language: 'en', path: '/library?tv=1', still: true })
    const button = tab.getByRole('button', { name: /^Filters/ })
    await button.focus()
    await tab.keyboard.press('Enter')
    await tab.getByRole('dialog').waitFor()
    const { missed, unseen } = await walk(tab, 'dialog')
    assert.deepEqual([...missed, ...unseen], [])
    await tab.keyboard.press('Backspace')
    await tab.getByRole('dialog').waitFor({ state: 'detached' })
    await until(() => button.evaluate((element) => element === document.activeElement), Boolean, 'focus is back')
    await tab.context().close()
  })
})
