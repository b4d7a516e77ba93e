// The same pages for other eyes and hands: narrow, enlarged, written from right to left, in the system's own colours.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, open, settled, until } from './harness.mjs'
import { placesIn } from './kept.mjs'

let server
let paths
let kept
before(async () => {
  server = await open()
  const get = async (path) => (await fetch(server.base + path)).json()
  const [{ id }] = (await get('/api/v1/series?sort=added')).series
  const series = await get(`/api/v1/series/${id}`)
  const [song] = (await get('/api/v1/songs?limit=1')).songs
  kept = { 'bonustrack.progress.1': placesIn(series, [0.5]), 'bonustrack.searches.1': ['rain'] }
  paths = ['/', `/series/${id}`, '/library', '/songs', '/albums', '/server', '/search', ...(song ? [`/songs/${song.id}`] : []), ...(series.people[0] ? [`/people/${series.people[0].id}`] : [])]
})
after(() => server.close())

const ready = async (tab) => {
  await tab.locator('h1').first().waitFor({ state: 'attached' })
  await settled(tab)
}
/** Whatever reaches beyond the page's edges, rows aside, which scroll by themselves. */
const wider = (tab) => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Each page in turn, in one tab: what one page has fetched, the next need not. */
async function onEachPage(options, look) {
  const tab = await server.page({ path: '/favicon.svg', kept, ...options })
  for (const path of paths) {
    await tab.goto(server.base + path)
    await ready(tab)
    await look(tab, path)
  }
  await tab.context().close()
}

test('nothing scrolls sideways, at 320 pixels and at 200 %', onMock, async () => {
  await onEachPage({ screen: 'phone' }, async (tab, path) => {
    await tab.setViewportSize({ width: 320, height: 640 })
    assert.ok((await wider(tab)) <= 0, `${path}: ${await wider(tab)} pixels`)
    // 640 pixels wide with letters twice as large: what a desktop at 1280 shows at 200 %.
    await tab.setViewportSize({ width: 640, height: 640 })
    await tab.evaluate(() => (document.documentElement.style.fontSize = '32px'))
    assert.ok((await wider(tab)) <= 0, `${path} at 200 %: ${await wider(tab)} pixels`)
  })
})

test('the words of the bar stay whole at half of a laptop’s width, and lead to search', onMock, async () => {
  for (const language of ['en', 'ko']) {
    const tab = await server.page({ language, path: '/' })
    for (const width of [641, 720, 820, 900, 901]) {
      await tab.setViewportSize({ width, height: 450 })
      const heights = await tab.locator('nav a > span:last-child').evaluateAll((words) => words.filter((word) => word.checkVisibility()).map((word) => word.getBoundingClientRect().height))
      assert.ok(heights.every((height) => height < 30), `${width}: ${heights}`)
      assert.ok((await wider(tab)) <= 0, `${width}`)
      const field = await tab.getByRole('searchbox').isVisible()
      assert.equal(await tab.locator('nav a[href="/search"]').isVisible(), !field, `one way to search at ${width}`)
    }
    await tab.setViewportSize({ width: 720, height: 450 })
    await tab.locator('nav a[href="/search"]').click()
    await until(() => tab.evaluate(() => document.activeElement?.role), (role) => role === 'searchbox', 'the field')
    assert.ok((await wider(tab)) <= 0)
    await tab.context().close()
  }
})

test('rows have room for the ring of what keys lead to', onMock, async () => {
  await onEachPage({}, async (tab, path) => {
    if (path !== '/') return
    const card = tab.locator('main section ul a').first()
    await card.focus()
    await tab.keyboard.press('Shift')
    await until(() => card.evaluate((element) => {
      const lifted = element.closest('.lift').getBoundingClientRect()
      const row = element.closest('ul').getBoundingClientRect()
      return Math.min(lifted.top - row.top, row.bottom - lifted.bottom)
    }), (room) => room >= 6, 'room above and below')
  })
})

test('what a pointer rests on grows its picture alone', onMock, async () => {
  const tab = await server.page({ path: '/' })
  const card = tab.locator('main section ul a.lift').first()
  const widths = () => card.evaluate((element) => [element, element.querySelector('[data-artwork]')].map((each) => each.getBoundingClientRect().width))
  const [link] = await widths()
  await card.hover()
  await until(widths, ([words, picture]) => words === link && picture > link * 1.02, 'grown')
  await tab.context().close()
})

test('where motion is not wanted, nothing moves for longer than a blink', onMock, async () => {
  await onEachPage({ still: true }, async (tab, path) => {
    const long = await tab.evaluate(() => document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().activeDuration > 100).length)
    assert.equal(long, 0, path)
  })
})

test('from right to left, pages are mirrored: nothing is cut, and rows scroll to the left', onMock, async () => {
  await onEachPage({ still: true }, async (tab, path) => {
    await tab.evaluate(() => (document.documentElement.dir = 'rtl'))
    assert.ok((await wider(tab)) <= 0, path)
    const logo = await tab.locator('.logo').boundingBox()
    assert.ok(logo.x > 640, `${path}: the logo stands at ${logo.x}`)
  })
  const tab = await server.page({ path: '/', kept, still: true })
  await tab.evaluate(() => (document.documentElement.dir = 'rtl'))
  await ready(tab)
  const row = tab.locator('main section ul').filter({ has: tab.locator('li:nth-child(8)') }).first()
  if (await row.count()) {
    await row.hover()
    await row.locator('..').locator('.after').click()
    await until(() => row.evaluate((list) => list.scrollLeft), (left) => left < 0, 'scrolled onwards')
  }
  await tab.context().close()
})

test('in the system’s colours, progress and focus stay in sight', onMock, async () => {
  const tab = await server.page({ language: 'en', kept, forced: true })
  await ready(tab)
  const bar = tab.locator('.bar').first()
  const colours = await bar.evaluate((element) => [getComputedStyle(element).backgroundColor, getComputedStyle(element.firstElementChild).backgroundColor])
  assert.notEqual(colours[0], colours[1])
  await tab.keyboard.press('Tab')
  assert.notEqual(await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none')
  await tab.context().close()
})

test('on a large screen everything is a quarter larger', onMock, async () => {
  const tab = await server.page({ path: '/' })
  const size = () => tab.evaluate(() => getComputedStyle(document.documentElement).fontSize)
  await tab.setViewportSize({ width: 1700, height: 956 })
  assert.equal(await size(), '16px')
  await tab.setViewportSize({ width: 1920, height: 1080 })
  assert.equal(await size(), '20px')
  await tab.context().close()
})

describe('the player', onMock, () => {
  /** Paused while a song sounds, controls shown. */
  async function watch(options, prepare = () => undefined) {
    const tab = await server.page({ ...options, path: '/series/s1', kept: { 'bonustrack.player.1': { captions: 'ko' } } })
    await prepare(tab)
    await tab.locator('ol a.still').first().click()
    await until(() => tab.evaluate(() => document.querySelector('video')?.currentTime ?? 0), (seconds) => seconds > 0.2, 'playing')
    await tab.evaluate(() => (document.querySelector('video').currentTime = 40))
    await tab.keyboard.press('k')
    await until(() => tab.evaluate(() => document.querySelector('video').paused), Boolean, 'paused')
    await tab.locator('.now button').waitFor()
    await tab.locator('.controls.shown').waitFor()
    return tab
  }
  const box = (tab, what) => tab.locator(what).first().boundingBox()

  test('has all its buttons at 320 pixels', async () => {
    const tab = await watch({ screen: 'phone' }, (page) => page.setViewportSize({ width: 320, height: 568 }))
    for (const button of await tab.locator('.buttons button:visible').all()) {
      const { x, width } = await button.boundingBox()
      assert.ok(x >= 0 && x + width <= 320, `${await button.getAttribute('aria-label')} ends at ${x + width}`)
    }
    await tab.context().close()
  })

  test('has all its buttons on every narrow screen, beside the longest time, and the others behind one', async () => {
    const tab = await watch({ language: 'en' })
    await tab.evaluate(() => document.querySelectorAll('.time span').forEach((span, at) => (span.textContent = at ? '/ 2:00:00' : '1:59:59')))
    for (const width of [320, 360, 390, 641, 660, 720, 721, 730, 768, 840, 841, 900, 1020, 1021]) {
      await tab.setViewportSize({ width, height: 450 })
      // All at once: each question is a journey to the browser.
      const [time, ...buttons] = await tab.evaluate(() => [...document.querySelectorAll('.time span:first-child, .buttons button')].filter((each) => each.checkVisibility())
        .map((each) => ({ name: each.getAttribute('aria-label') ?? '', left: each.getBoundingClientRect().left, right: each.getBoundingClientRect().right }))
        .sort((one, other) => Number(one.name !== '') - Number(other.name !== '')))
      const names = buttons.map(({ name }) => name)
      for (const name of ['Full screen', 'Audio and subtitles', 'Next episode']) assert.ok(names.some((each) => each.startsWith(name)), `${name} at ${width}`)
      assert.ok(names.includes('More') || ['Episodes', 'Playback', 'Keyboard', 'Picture in picture'].every((name) => names.includes(name)), `all are to be had at ${width}: ${names}`)
      for (const { name, left, right } of buttons) assert.ok(left >= 0 && right <= width, `${name} ends at ${right} of ${width}`)
      assert.ok(time.right <= buttons.find(({ name }) => name === 'Songs in this episode').left, `the time is whole at ${width}`)
    }
    await tab.setViewportSize({ width: 720, height: 450 })
    await tab.getByRole('button', { name: 'More' }).click()
    await tab.getByRole('dialog').getByRole('button', { name: 'Keyboard' }).click()
    await tab.getByRole('dialog').getByText('Play or pause').waitFor()
    await tab.context().close()
  })

  for (const [width, height] of [[641, 900], [844, 390], [1099, 720]]) {
    test(`has its controls free beside the songs (${width} by ${height})`, async () => {
      const tab = await watch({ language: 'en' }, (page) => page.setViewportSize({ width, height }))
      await tab.keyboard.press('t')
      const songs = tab.getByRole('complementary')
      await songs.waitFor()
      await songs.evaluate((panel) => Promise.all(panel.getAnimations().map(({ finished }) => finished)))
      for (const button of await tab.locator('.buttons button:visible').all()) await button.click({ trial: true })
      const { x: edge } = await songs.boundingBox()
      const title = await box(tab, '.titles')
      assert.ok(title.x + title.width <= edge, 'nor does a title run below them')
      await tab.evaluate(() => (document.querySelector('video').currentTime = 41))
      await until(() => box(tab, '.layer .bottom p span'), (line) => line && line.x + line.width <= edge, 'nor do subtitles')
      await tab.context().close()
    })
  }

  test('on a phone held sideways loses the line of its series, and nothing else', async () => {
    const tab = await watch({ language: 'en', screen: 'phone' }, (page) => page.setViewportSize({ width: 844, height: 390 }))
    assert.equal(await tab.locator('.titles p').isVisible(), false)
    await tab.evaluate(() => (document.querySelector('video').currentTime = 41))
    await tab.locator('.layer p span').first().waitFor()
    for (const shown of ['.titles h1', '.back', '.controls [role=slider]', '.time', '.now button', '.layer p span']) assert.ok(await tab.locator(shown).first().isVisible(), shown)
    const [line, bar] = [await box(tab, '.layer .bottom p span'), await box(tab, '.controls .track')]
    assert.ok(line.y + line.height <= bar.y, 'its subtitles stand above the bar')
    for (const button of await tab.locator('.buttons button:visible').all()) {
      const { x, y, width, height } = await button.boundingBox()
      assert.ok(x >= 0 && x + width <= 844 && y + height <= 390)
    }
    await tab.context().close()
  })

  test('on its side gives the songs the room of controls that are hidden', async () => {
    const tab = await server.page({ language: 'en', screen: 'phone', path: '/series/s1' })
    await tab.setViewportSize({ width: 844, height: 390 })
    await tab.locator('ol a.still').first().tap()
    await until(() => tab.evaluate(() => document.querySelector('video')?.currentTime ?? 0), (seconds) => seconds > 0.2, 'playing')
    if (!(await tab.locator('.controls.shown').count())) await tab.locator('video').tap()
    await tab.locator('.buttons').getByRole('button', { name: 'Songs in this episode' }).tap()
    await tab.getByRole('complementary').waitFor()
    const foot = async () => { const { y, height } = await tab.getByRole('complementary').boundingBox(); return Math.round(y + height) }
    await tab.locator('.controls:not(.shown)').waitFor({ state: 'attached' })
    await until(foot, (at) => at === 390, 'down to the edge')
    await tab.keyboard.press('k')
    await tab.locator('.controls.shown').waitFor()
    await until(foot, (at) => at < 330, 'clear of the controls again')
    await tab.context().close()
  })

  test('in the system’s colours stands on a page’s colour', async () => {
    const tab = await watch({ forced: true })
    for (const bar of ['.controls header', '.controls .lower']) {
      const [ground, ink, canvas] = await tab.locator(bar).evaluate((element) => {
        const probe = document.body.appendChild(document.createElement('i'))
        probe.style.color = 'Canvas'
        const colours = [getComputedStyle(element, '::before').backgroundColor, getComputedStyle(element.querySelector('svg')).fill, getComputedStyle(probe).color]
        probe.remove()
        return colours
      })
      assert.equal(ground, canvas, bar)
      assert.notEqual(ink, canvas, bar)
    }
    await tab.context().close()
  })

  test('from right to left keeps time running to the right, and its parts apart', async () => {
    const tab = await watch({}, (page) => page.evaluate(() => (document.documentElement.dir = 'rtl')))
    const bar = await box(tab, '.controls [role=slider]')
    const thumb = await box(tab, '.controls .thumb')
    const length = await tab.evaluate(() => document.querySelector('video').duration)
    assert.ok(Math.abs(thumb.x + thumb.width / 2 - bar.x - (bar.width * 40) / length) < 12, JSON.stringify([bar, thumb]))
    const [song, title] = [await box(tab, '.now button'), await box(tab, '.titles h1')]
    assert.ok(song.x + song.width <= title.x, JSON.stringify([song, title]))
    await tab.context().close()
  })
})
