// The soundtrack as one listens to it: from a press on an album through all pages, until an episode is played.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onMock, onServer, open, settled, until, violations } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

const bar = (tab) => tab.locator('section.music')
const named = (tab, name) => bar(tab).getByRole('button', { name, exact: true })
const title = (tab) => bar(tab).locator('.name').textContent()
const seconds = (tab) => bar(tab).getByRole('slider').inputValue().then(Number)
/** Sound goes on. */
async function plays(tab) {
  await named(tab, 'Pause').waitFor()
  const from = await seconds(tab)
  await until(() => seconds(tab), (at) => at > from, 'the song goes on')
}
async function onSongs(options = {}) {
  await server.scene({})
  const tab = await server.page({ language: 'en', path: '/songs', ...options })
  await tab.locator('section h2').first().waitFor()
  await settled(tab)
  return tab
}
const close = async (tab) => {
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
}

test('an album plays from its first song while one walks through the pages', onMock, async () => {
  const tab = await server.page({ language: 'en', path: '/' })
  const asked = []
  tab.on('request', (request) => asked.push(request.url()))
  await tab.locator('nav a[href="/songs"]').click()
  await tab.locator('section h2').first().waitFor()
  await settled(tab)
  assert.equal(asked.some((url) => url.includes('MusicBar') || url.includes('/media/')), false, 'nothing of it is fetched before it is wanted')
  await tab.getByRole('button', { name: 'Play OST Part 1' }).first().click()
  await bar(tab).waitFor()
  assert.equal(await title(tab), 'Rain')
  await plays(tab)
  await tab.getByRole('button', { name: 'Pause OST Part 1' }).waitFor()
  await tab.getByRole('button', { name: 'Pause Rain' }).first().waitFor()
  assert.deepEqual(await violations(tab), [])

  for (const path of ['/', '/library', '/songs']) {
    await tab.locator(`nav a[href="${path}"]`).first().click()
    await until(() => tab.evaluate(() => location.pathname), (at) => at === path, 'there')
    await tab.locator('h1').first().waitFor({ state: 'attached' })
    await plays(tab)
  }
  await bar(tab).getByRole('link').click()
  await tab.locator('h1').filter({ hasText: 'Rain' }).waitFor()
  await plays(tab)
  assert.deepEqual(await violations(tab), [])
  await close(tab)
})

test('forward, back, to any place, and to the end of the album', onMock, async () => {
  const tab = await onSongs()
  await tab.getByRole('button', { name: 'Play OST Part 1' }).first().click()
  await plays(tab)
  assert.equal(await tab.evaluate(() => navigator.mediaSession.metadata?.title), 'Rain')
  await named(tab, 'Next song').click()
  await until(() => title(tab), (name) => name === '우산 하나', 'the second')
  assert.equal(await tab.evaluate(() => navigator.mediaSession.metadata?.title), '우산 하나')
  assert.equal(await named(tab, 'Next song').isDisabled(), true)
  await plays(tab)
  await named(tab, 'Previous song').click()
  await until(() => title(tab), (name) => name === 'Rain', 'the first again')
  await plays(tab)

  const slider = bar(tab).getByRole('slider')
  await slider.focus()
  const from = await seconds(tab)
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await tab.keyboard.press(key)
  await until(() => seconds(tab), (at) => at >= from + 9 && at <= from + 14, 'ten seconds on')
  assert.match(await slider.getAttribute('aria-valuetext'), /of 30 sec/)
  await named(tab, 'Previous song').click()
  await until(() => seconds(tab), (at) => at < 3, 'from its beginning')
  assert.equal(await title(tab), 'Rain')

  await slider.focus()
  await tab.keyboard.press('End')
  await until(() => title(tab), (name) => name === '우산 하나', 'goes on by itself')
  await plays(tab)
  await slider.focus()
  await tab.keyboard.press('End')
  await named(tab, 'Play').waitFor()
  assert.equal(await title(tab), '우산 하나', 'the last song stays')
  await named(tab, 'Stop the music').click()
  await bar(tab).waitFor({ state: 'detached' })
  await until(() => tab.evaluate(() => document.activeElement?.tagName), (tag) => tag === 'H1', 'focus is in the page')
  assert.equal(await tab.evaluate(() => navigator.mediaSession.metadata), null)
  await close(tab)
})

test('keys of the page stay the page’s', onMock, async () => {
  const tab = await onSongs()
  await tab.getByRole('button', { name: 'Play Rain' }).first().click()
  await plays(tab)
  await tab.locator('h1').focus()
  await tab.keyboard.press('Space')
  await until(() => tab.evaluate(() => scrollY), (y) => y > 0, 'Space scrolls')
  await tab.keyboard.press('k')
  await plays(tab)
  await named(tab, 'Pause').focus()
  await tab.keyboard.press('Space')
  await named(tab, 'Play').waitFor()
  await close(tab)
})

for (const screen of ['desktop', 'phone']) {
  test(`nothing lies under the bar: neither the end of a page nor what can be undone (${screen})`, onMock, async () => {
    const tab = await onSongs({ screen })
    await tab.getByRole('button', { name: 'Play Rain' }).first().click()
    await bar(tab).waitFor()
    await tab.locator('li a[href="/songs/1"]').click()
    await tab.locator('h1').filter({ hasText: 'Rain' }).waitFor()
    await settled(tab)
    await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    const top = async () => (await bar(tab).boundingBox()).y
    const foot = async (what) => {
      const box = await what.boundingBox()
      return box.y + box.height
    }
    assert.ok((await foot(tab.locator('main ul li').last())) <= (await top()), 'the last row')
    if (screen === 'phone') assert.ok((await foot(bar(tab))) <= (await tab.locator('header nav').boundingBox()).y + 1, 'above the tabs')
    for (let press = 0; press < 2; press += 1) await tab.getByRole('button', { name: 'Save' }).click()
    const toast = tab.locator('.toast.shown')
    await toast.waitFor()
    await until(() => foot(toast), (bottom) => bottom > 0, 'shown')
    assert.ok((await foot(toast)) <= (await top()), 'the toast')
    assert.deepEqual(await violations(tab), [])
    await tab.setViewportSize({ width: 320, height: 640 })
    assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0, 'nothing scrolls sideways')
    for (const each of await bar(tab).locator('button, input').all()) {
      const box = await each.boundingBox()
      assert.ok(box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box))
    }
    await close(tab)
  })
}

test('an episode silences it, and what was heard waits where it was', onMock, async () => {
  const tab = await onSongs()
  await tab.getByRole('button', { name: 'Play Rain' }).first().click()
  await plays(tab)
  await tab.locator('nav a[href="/"]').first().click()
  await tab.locator('main a[href^="/watch/"]').first().click()
  await tab.locator('video').waitFor()
  assert.equal(await bar(tab).count(), 0)
  await tab.goBack()
  await bar(tab).waitFor()
  await named(tab, 'Play').waitFor()
  const at = await seconds(tab)
  await new Promise((done) => setTimeout(done, 1_200))
  assert.equal(await seconds(tab), at)
  await named(tab, 'Play').click()
  await plays(tab)
  assert.equal(await tab.evaluate(() => navigator.mediaSession.metadata?.title), 'Rain')
  await close(tab)
})

test('a song from its page goes on with its album', onMock, async () => {
  await server.scene({})
  const tab = await server.page({ language: 'en', path: '/songs/1' })
  await tab.getByRole('button', { name: 'Play', exact: true }).click()
  await plays(tab)
  await until(() => named(tab, 'Next song').isEnabled(), Boolean, 'the album is there')
  await named(tab, 'Next song').click()
  await until(() => title(tab), (name) => name === '우산 하나', 'the next of the album')
  await close(tab)
})

test('what cannot be played says so, on its page, in the list, and when its file is gone', onMock, async () => {
  await server.scene({})
  const tab = await server.page({ language: 'en', path: '/songs/8' })
  await tab.getByText('This browser cannot play ALAC').waitFor()
  assert.equal(await tab.getByRole('button', { name: 'Play', exact: true }).count(), 0)
  await tab.goto(`${server.base}/songs`)
  await tab.getByText('This browser cannot play ALAC').waitFor()

  await server.scene({ bareMedia: true })
  await tab.getByRole('button', { name: 'Play Rain' }).first().click()
  await bar(tab).getByText('The song’s file is not there any more').waitFor()
  await server.scene({})
  await named(tab, 'Play').click()
  await plays(tab)
  assert.equal(await bar(tab).locator('.fault').count(), 0)
  await close(tab)
})

test('arrows lead to it on a television, and from each of its buttons to the next', onMock, async () => {
  const tab = await onSongs({ path: '/songs?tv=1' })
  const label = () => tab.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName)
  await tab.getByRole('button', { name: 'Play Rain' }).first().click()
  await bar(tab).waitFor()
  for (let step = 0; step < 30 && !(await tab.evaluate(() => document.activeElement?.closest('section.music') !== null)); step += 1) {
    await tab.keyboard.press('ArrowDown')
    await settled(tab)
  }
  assert.equal(await tab.evaluate(() => document.activeElement?.closest('section.music') !== null), true)
  const reached = new Set()
  for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) {
    reached.add(await label())
    await tab.keyboard.press(key)
  }
  for (const name of ['A', 'Previous song', 'Pause', 'Next song', 'Stop the music', 'Place in the song']) assert.ok(reached.has(name), `${name}: ${[...reached]}`)
  for (let step = 0; step < 3 && (await tab.evaluate(() => document.activeElement?.closest('section.music') !== null)); step += 1) await tab.keyboard.press('ArrowUp')
  assert.equal(await tab.evaluate(() => document.activeElement?.closest('main') !== null), true, 'and back to the page')
  await close(tab)
})

test('a song of the library is heard', onServer, async () => {
  const tab = await server.page({ language: 'en', path: '/songs' })
  await tab.locator('section').getByRole('button', { name: /^Play / }).first().click()
  await bar(tab).waitFor()
  await plays(tab)
  await close(tab)
})
