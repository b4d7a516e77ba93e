// The library in Chromium: ten thousand titles of which only those in sight exist, orders, genres, letters, and the way back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, onServer, open, until } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

const cards = (tab) => tab.locator('main ul li a')
const titles = (tab) => tab.locator('main ul li .name').allTextContents()

describe('the library', () => {
  test('lists every series once and in the chosen order', onServer, async () => {
    const { total } = await (await fetch(`${server.base}/api/v1/series?limit=1`)).json()
    const tab = await server.page({ path: '/library' })
    if (total <= 24) await until(() => cards(tab).count(), (count) => count === total, 'cards')
    const chip = tab.locator('.orders button').nth(2)
    await chip.click()
    await until(() => chip.getAttribute('aria-pressed'), (pressed) => pressed === 'true', 'order')
    assert.equal(await tab.evaluate(() => location.search), '?sort=year')
    // The cards of the order before stand until the answer is there.
    const years = async () => (await tab.locator('main ul li .meta').allTextContents()).map(Number).filter((year) => year > 0)
    await until(years, (found) => found.length > 0 && String(found) === String([...found].sort((a, b) => b - a)), 'the newest first')
    await tab.context().close()
  })

  test('is walked with the arrows', onServer, async () => {
    const tab = await server.page({ path: '/library' })
    await cards(tab).nth(1).waitFor()
    await cards(tab).first().focus()
    await tab.keyboard.press('ArrowRight')
    const place = () => tab.evaluate(() => document.activeElement?.closest('li')?.dataset.index)
    await until(place, (index) => index === '1', 'the next card')
    await tab.keyboard.press('Home')
    await until(place, (index) => index === '0', 'the first card')
    await tab.context().close()
  })
})

describe('the sheet of filters', onMock, () => {
  for (const screen of ['desktop', 'phone']) {
    test(`takes focus, keeps it, and gives it back however it is closed (${screen})`, async () => {
      const tab = await server.page({ path: '/library', language: 'en', screen })
      const button = tab.getByRole('button', { name: /^Filters/ })
      await button.focus()
      await tab.keyboard.press('Enter')
      const sheet = tab.getByRole('dialog', { name: 'Filters' })
      await sheet.waitFor()
      const focused = () => tab.evaluate(() => ({ inside: document.activeElement.closest('dialog') !== null, body: document.activeElement === document.body, name: document.activeElement.textContent }))
      await until(focused, ({ inside }) => inside, 'focus in the sheet')
      const seen = new Set()
      const stops = await sheet.getByRole('button').count()
      for (const key of ['Tab', 'Shift+Tab']) {
        for (let press = 0; press < stops + 3; press += 1) {
          await tab.keyboard.press(key)
          const { inside, body, name } = await focused()
          // Between the last and the first lies the browser's own bar, where the page has no focus at all.
          assert.ok(inside || body, `focus has gone to ${name}`)
          if (inside) seen.add(name)
        }
      }
      assert.ok(seen.has('Show series'), [...seen].join(', '))
      const ways = [['Escape', () => tab.keyboard.press('Escape')], ['its cross', () => sheet.getByRole('button', { name: 'Close' }).click()], ['a press outside', () => tab.mouse.click(5, 5)]]
      for (const [way, close] of ways) {
        const opened = async () => {
          if (!(await sheet.isVisible())) await button.press('Enter')
          return sheet.isVisible()
        }
        await until(opened, Boolean, `open before ${way}`)
        await close()
        await sheet.waitFor({ state: 'detached' })
        await until(() => button.evaluate((element) => element === document.activeElement), Boolean, `focus back on the button after ${way}`)
      }
      await tab.context().close()
    })
  }
})

describe('a library of ten thousand titles', onMock, () => {
  before(() => server.scene({ many: 10_000 }))
  after(() => server.scene({}))

  test('jumps to a letter, in Hangul and in Latin', async () => {
    const tab = await server.page({ path: '/library', language: 'en' })
    for (const [letter, first] of [['ㅅ', /^[사-싷]/], ['W', /^W/]]) {
      await tab.getByRole('button', { name: `Titles from ${letter}` }).click()
      await until(() => tab.evaluate(() => {
        const bar = document.querySelector('.letters').getBoundingClientRect().bottom
        return [...document.querySelectorAll('main ul li')].find((card) => card.getBoundingClientRect().bottom > bar + 40)?.querySelector('.name')?.textContent ?? ''
      }), (title) => first.test(title) || title.length > 0, `at ${letter}`)
      await until(() => titles(tab), (found) => found.some((title) => first.test(title)), `titles under ${letter}`)
      await until(() => tab.locator('.letters [aria-current]').allTextContents(), (now) => now.join() === letter, `${letter} is marked`)
    }
    await tab.context().close()
  })

  // What was known of the library is gone with the page that is loaded again, or when a scan has ended meanwhile.
  for (const [how, leave] of [['', () => {}], [', also where it has to be fetched anew', (tab) => tab.reload()]]) {
    test(`is found again at the same place on Back, in the same order and genre${how}`, async () => {
      const tab = await server.page({ path: '/library', language: 'ko' })
      await tab.getByRole('button', { name: /^로맨스/ }).click()
      await cards(tab).first().waitFor()
      await tab.evaluate(() => scrollTo(0, 20_000))
      // The cards of the top stand until the page has followed: only a card in sight is one that was fetched there.
      const inSight = () => tab.evaluate(() => [...document.querySelectorAll('main ul li')].find((card) => card.getBoundingClientRect().top > 200 && card.querySelector('a'))?.dataset.index)
      const index = await until(inSight, (at) => at !== undefined, 'fetched there')
      await tab.locator(`li[data-index="${index}"] a`).click()
      await until(() => tab.evaluate(() => location.pathname), (path) => path.startsWith('/series/'), 'series')
      await leave(tab)
      await tab.goBack()
      // The bars of the browser come and go with the page's height, and rows with them by some pixels: the card is where the eye left it.
      const top = () => tab.evaluate((at) => document.querySelector(`li[data-index="${at}"] a`)?.getBoundingClientRect().top ?? -1, index)
      await until(top, (now) => now > 0 && now < 720, 'the same card in sight')
      await tab.locator(`li[data-index="${index}"] a`).waitFor()
      assert.equal(await tab.evaluate(() => decodeURIComponent(location.search)), '?genre=로맨스')
      await tab.context().close()
    })
  }
})

describe('a library that fails', onMock, () => {
  test('says so, and comes back on Try again', async () => {
    await server.scene({ fail: '/api/v1/series' })
    const tab = await server.page({ path: '/library', language: 'en' })
    const again = tab.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    await server.scene({})
    await again.click()
    await cards(tab).first().waitFor()
    await tab.context().close()
  })
})

test('has all its orders and its filters in sight on a phone', onMock, async () => {
  const tab = await server.page({ language: 'en', screen: 'phone', path: '/library' })
  for (const width of [390, 360]) {
    await tab.setViewportSize({ width, height: 844 })
    const { x, width: wide } = await tab.getByRole('button', { name: /^Filters/ }).boundingBox()
    assert.ok(x + wide <= width, `${x + wide} of ${width}`)
  }
  await tab.context().close()
})
