// On a television: everything is reached with arrows, OK and Back, and focus is always seen.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, onServer, open, until, video, violations } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

const focused = (tab) => tab.evaluate(() => {
  const element = document.activeElement
  const { left, top, right, bottom } = element.getBoundingClientRect()
  return { tag: element.tagName, href: element.getAttribute('href'), label: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40), box: { left, top, right, bottom }, row: element.closest('section')?.getAttribute('aria-labelledby') ?? null, place: [...(element.closest('ul')?.children ?? [])].indexOf(element.closest('li')), inSight: top >= 0 && bottom <= innerHeight }
})
async function press(tab, ...keys) {
  for (const key of keys) {
    await tab.keyboard.press(key)
    // Focus has gone where it goes by the next frame; what scrolls with it, by the one after.
    await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))
  }
  return focused(tab)
}
/** Down until focus stands in a row of cards. */
async function toRow(tab) {
  for (let step = 0; step < 12; step += 1) {
    const at = await press(tab, 'ArrowDown')
    if (at.row && (await tab.evaluate(() => Boolean(document.activeElement.closest('section ul'))))) return at
  }
  return assert.fail('no row of cards is reached')
}

describe('a remote', () => {
  test('moves along a row, and each row remembers its card', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/?tv=1', still: true })
    await tab.locator('section ul a').first().waitFor()
    assert.equal(await tab.evaluate(() => getComputedStyle(document.documentElement).fontSize), '20px', 'a quarter larger')
    const first = await toRow(tab)
    const second = await press(tab, 'ArrowRight')
    assert.equal(second.row, first.row)
    assert.equal(second.place, first.place + 1, 'the next card, which a row that scrolls brings under the focus')
    const third = await press(tab, 'ArrowRight')
    assert.equal(third.place, second.place + 1)
    const below = await press(tab, 'ArrowDown')
    assert.notEqual(below.row, first.row, 'another row')
    const back = await press(tab, 'ArrowUp')
    assert.equal(back.href, third.href, 'the row remembers')
    assert.ok(back.inSight)
    // What has the ring grows, not the picture in it, which would lie over the ring.
    await until(() => tab.evaluate(() => getComputedStyle(document.activeElement).transform), (grown) => grown !== 'none', 'grown')
    assert.deepEqual(tab.faults, [])
    assert.deepEqual(await violations(tab), [])
    await tab.context().close()
  })

  test('opens with OK, and Back leads to where it was', onServer, async () => {
    const tab = await server.page({ language: 'en', path: '/?tv=1', still: true })
    await tab.locator('section ul a[href^="/series/"]').first().waitFor()
    await tab.locator('section ul a[href^="/series/"]').first().focus()
    const { href } = await focused(tab)
    await press(tab, 'Enter')
    await until(() => tab.evaluate(() => location.pathname), (path) => path === href, 'opened')
    await tab.locator('h1').waitFor()
    await press(tab, 'ArrowDown')
    assert.notEqual((await focused(tab)).tag, 'BODY', 'the page is entered')
    await tab.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'GoBack', bubbles: true })))
    await until(() => tab.evaluate(() => location.pathname), (path) => path === '/', 'back home')
    await tab.context().close()
  })

  test('steers the player: seeks beside the picture, moves among the controls, chooses in sheets', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/watch/e1-1-1?tv=1' })
    const ask = tab.getByRole('button', { name: 'Press to play' })
    await until(async () => (await ask.count()) > 0 || !(await video(tab).catch(() => ({ paused: true }))).paused, Boolean, 'begun')
    if (await ask.count()) await ask.click()
    await until(() => video(tab), ({ at, paused }) => at > 0.3 && !paused, 'playing')
    const at = async () => (await video(tab)).at
    await tab.evaluate(() => document.activeElement?.blur())
    const from = await at()
    await press(tab, 'ArrowRight')
    await until(at, (seconds) => seconds > from + 4.5 && seconds < from + 9, 'five seconds on')
    await press(tab, 'ArrowDown')
    await tab.locator('.controls.shown').waitFor()
    await press(tab, 'ArrowDown', 'ArrowDown')
    const low = await focused(tab)
    assert.ok(low.box.top > 500, `among the lower controls: ${JSON.stringify(low)}`)
    const volume = (await video(tab)).volume
    await press(tab, 'ArrowUp', 'ArrowDown')
    assert.equal((await video(tab)).volume, volume, 'up and down are no volume here')
    // Left and right on the seek bar seek: the buttons lie below it.
    for (let step = 0; step < 3 && (await focused(tab)).label === 'Position'; step += 1) await press(tab, 'ArrowDown')
    for (let step = 0; step < 12 && (await focused(tab)).label !== 'Audio and subtitles'; step += 1) await press(tab, 'ArrowRight')
    assert.equal((await focused(tab)).label, 'Audio and subtitles')
    await press(tab, 'Enter')
    const sheet = tab.getByRole('dialog')
    await sheet.waitFor()
    // Sound stands left of the subtitles, which lie below the button that closes the sheet.
    await press(tab, 'ArrowDown', 'ArrowLeft')
    const chosen = sheet.locator('input[name=audio]').nth(1)
    for (let step = 0; step < 4 && !(await chosen.evaluate((input) => input === document.activeElement)); step += 1) await press(tab, 'ArrowDown')
    assert.equal(await chosen.isChecked(), false, 'moving chooses nothing')
    await press(tab, 'Enter')
    await until(() => chosen.isChecked(), Boolean, 'OK does')
    await press(tab, 'Backspace')
    await sheet.waitFor({ state: 'detached' })
    assert.equal(await tab.locator('video').count(), 1, 'Back closed the sheet alone')
    await press(tab, 'Backspace')
    await until(() => tab.locator('video').count(), (count) => count === 0, 'then it leaves')
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('cuts nothing off that a screen’s edge may hide, beside the picture too', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/series/s1?tv=1', still: true })
    await tab.locator('ol a.still').first().click()
    await until(() => video(tab).catch(() => ({ at: 0 })), ({ at }) => at > 0.2, 'playing')
    await tab.keyboard.press('Space')
    await tab.evaluate(() => (document.querySelector('video').currentTime = 41))
    const inside = async (what) => {
      const { x, y, width, height } = await tab.locator(what).first().boundingBox()
      assert.ok(x >= 36 && y >= 36 && x + width <= 1280 - 36 && y + height <= 720 - 36, `${what}: ${[x, y, width, height]}`)
    }
    await tab.locator('.now button').waitFor()
    for (const what of ['.now button', '.stage .back svg', '.titles h1', '.time']) await inside(what)
    await tab.keyboard.press('t')
    await tab.getByRole('complementary').waitFor()
    for (const what of ['.panel .close', '.panel li .row', '.panel li .small']) await inside(what)
    await tab.context().close()
  })

  test('is none without being asked for', onServer, async () => {
    const tab = await server.page({ language: 'en', path: '/' })
    await tab.locator('section ul a').first().waitFor()
    assert.equal(await tab.evaluate(() => 'tv' in document.documentElement.dataset), false)
    await tab.context().close()
  })
})
