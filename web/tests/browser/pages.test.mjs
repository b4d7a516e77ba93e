// Pages in Chromium: what is on them, and what leads where.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, onServer, open, screens, settled, until, violations } from './harness.mjs'
import { placesIn } from './kept.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

describe('home', () => {
  for (const screen of Object.keys(screens)) {
    test(`shows its first row without scrolling (${screen})`, async () => {
      const tab = await server.page({ screen })
      const poster = tab.locator('main section li .frame').first()
      await poster.waitFor()
      await until(() => poster.boundingBox(), (box) => box && box.y + box.height <= screens[screen].height, 'the first row in sight')
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    })
  }

  test('asks for its series once, and draws no skeleton when they come at once', onServer, async () => {
    const tab = await server.page()
    await tab.addInitScript(() => new MutationObserver(() => (window.sawSkeleton ||= document.querySelector('.skeleton') !== null)).observe(document, { childList: true, subtree: true }))
    const load = async () => {
      const asked = []
      const note = (request) => request.url().includes('/api/v1/series?sort=added') && asked.push(request.url())
      tab.on('request', note)
      await tab.reload()
      await tab.locator('main section li').first().waitFor()
      await settled(tab)
      tab.off('request', note)
      assert.equal(new Set(asked).size, asked.length, asked.join(' '))
      return tab.evaluate(() => Boolean(window.sawSkeleton))
    }
    // A busy machine may take longer than the page waits.
    await until(load, (skeleton) => !skeleton, 'a skeleton')
    await tab.context().close()
  })

  test('shows its pictures from under what stands in for them', onServer, async () => {
    const tab = await server.page()
    const hero = tab.locator('.hero').first()
    await until(() => hero.locator('img').evaluate((image) => image.complete && image.naturalWidth > 0 && getComputedStyle(image).opacity), (opacity) => opacity === '1', 'the picture')
    for (const veil of [hero.locator('.veil'), tab.locator('main section li .veil').first()]) {
      await until(() => veil.evaluate((element) => getComputedStyle(element).opacity), (opacity) => opacity === '0', 'the veil')
    }
    await tab.context().close()
  })

  test('never fetches the engine', onServer, async () => {
    const tab = await server.page()
    const asked = []
    tab.on('request', (request) => asked.push(request.url()))
    await tab.reload()
    await tab.locator('main section li').first().waitFor()
    await settled(tab)
    assert.deepEqual(asked.filter((url) => /hls_engine|\/media\//.test(url)), [])
    assert.deepEqual(asked.filter((url) => !url.startsWith(server.base)), [])
    await tab.context().close()
  })

  test('leads to a series, and its heading takes focus', onServer, async () => {
    const tab = await server.page()
    const link = tab.locator('main section li a').first()
    const title = (await link.locator('.name').textContent()).trim()
    await link.click()
    await tab.locator('h1').filter({ hasText: title }).waitFor()
    await until(() => tab.evaluate(() => document.activeElement?.tagName), (tag) => tag === 'H1', 'focus')
    assert.equal(await tab.title(), `${title} · Bonustrack`)
    await tab.goBack()
    await tab.locator('main section li').first().waitFor()
    await tab.context().close()
  })

  test('has rows whose next card shows an eighth to a quarter of itself', onMock, async () => {
    const tab = await server.page()
    const row = tab.locator('main section').filter({ has: tab.locator('li:nth-child(8)') }).first()
    for (const width of [360, 390, 640, 768, 1024, 1280, 1440, 1920, 2560]) {
      await tab.setViewportSize({ width, height: 900 })
      await row.locator('li').first().waitFor()
      const share = await row.locator('ul').evaluate((list) => {
        const edge = document.documentElement.clientWidth
        const cards = [...list.children].map((card) => card.getBoundingClientRect())
        const cut = cards.find(({ left, right }) => left < edge && right > edge)
        return cut ? (edge - cut.left) / cut.width : 0
      })
      assert.ok(share > 0.125 && share < 0.25, `${share} of a card at ${width}`)
    }
    await tab.context().close()
  })

  test('asks for a series while the pointer rests on it, and its press is answered before the page turns', onMock, async () => {
    const tab = await server.page()
    const link = tab.locator('main section li a[href^="/series/"]').nth(1)
    const path = await link.getAttribute('href')
    const asked = tab.waitForRequest((request) => request.url().endsWith(`/api/v1${path}`))
    await link.hover()
    await asked
    const dimmed = await link.evaluate((element) => new Promise((done) => {
      element.click()
      requestAnimationFrame(() => done(Number(getComputedStyle(element).opacity) < 1 && document.contains(element)))
    }))
    assert.ok(dimmed)
    await tab.locator('main h1:not(.unseen)').waitFor()
    assert.equal(await tab.locator('[data-pressed]').count(), 0)
    await tab.context().close()
  })

  test('changes its language and remembers it', onServer, async () => {
    const tab = await server.page({ language: 'en' })
    await tab.locator('nav').getByText('Library').waitFor()
    await tab.locator('.language').click()
    await tab.locator('nav').getByText('보관함').waitFor()
    assert.equal(await tab.locator('html').getAttribute('lang'), 'ko')
    await tab.reload()
    await tab.locator('nav').getByText('보관함').waitFor()
    await tab.context().close()
  })

  test('has a bar that turns solid once the page has moved below it', onServer, async () => {
    const tab = await server.page()
    await tab.locator('main section li').first().waitFor()
    const solid = () => tab.locator('header').first().evaluate((bar) => getComputedStyle(bar, '::after').opacity)
    await tab.evaluate(() => scrollTo(0, 24))
    assert.equal(await solid(), '0')
    await tab.evaluate(() => scrollTo(0, 25))
    await until(solid, (opacity) => opacity === '1', 'solid')
    await tab.context().close()
  })

  test('begins with a way past the menus', onServer, async () => {
    const tab = await server.page({ language: 'en' })
    await tab.locator('main section li').first().waitFor()
    await tab.keyboard.press('Tab')
    await until(() => tab.evaluate(() => document.activeElement?.textContent), (text) => text === 'Skip to content', 'the way past')
    await tab.keyboard.press('Enter')
    await until(() => tab.evaluate(() => document.activeElement?.tagName), (tag) => tag === 'H1', 'at the heading')
    await tab.context().close()
  })
})

describe('songs', () => {
  test('lead from the list to their scenes, and a scene not yet seen asks before it plays', onServer, async (context) => {
    const { songs } = await (await fetch(`${server.base}/api/v1/songs?limit=200`)).json()
    const song = songs.find((entry) => entry.uses > 0)
    if (!song) return context.skip('no song has been found in an episode')
    const tab = await server.page({ language: 'en', path: '/songs' })
    await tab.locator(`main a[href="/songs/${song.id}"]`).click()
    await tab.locator('h1').filter({ hasText: song.title }).waitFor()
    const scene = tab.locator('a.scene').first()
    const start = Number(/t=(\d+)/.exec(await scene.getAttribute('href'))[1])
    await scene.click()
    await tab.getByText('You have not come to this scene yet.').waitFor()
    assert.equal(await tab.locator('video').count(), 0)
    await tab.getByText('Play anyway').click()
    await until(() => tab.evaluate(() => document.querySelector('video')?.currentTime ?? 0), (seconds) => seconds >= start && seconds < start + 8, 'plays from the scene')
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('of a series open below their row, and leave the songs beside them where they are', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/series/s1', still: true })
    await tab.setViewportSize({ width: 1440, height: 900 })
    const rows = tab.locator('main .block .row')
    await rows.nth(2).waitFor()
    const places = () => rows.evaluateAll((all) => all.map((row) => { const { x, y, width } = row.getBoundingClientRect(); return [x, y + scrollY, width].map(Math.round) }))
    const before = await places()
    assert.equal(new Set(before.map(([, y]) => y)).size, 1, 'three beside each other')
    for (const at of [1, 0]) {
      await rows.nth(at).locator('button[aria-expanded]').click()
      const drawer = tab.locator('.scenes').filter({ has: tab.locator('.of', { hasText: ['Rain', '우산 하나'][at] }) })
      await drawer.locator('a.scene').first().waitFor()
      assert.deepEqual(await places(), before)
      const { x, y, width } = await drawer.evaluate((element) => { const { x, y, width } = element.getBoundingClientRect(); return { x, y: y + scrollY, width } })
      assert.ok(Math.round(x) === before[0][0] && width > 2.9 * before[0][2] && y > before[0][1], `as wide as the row: ${[x, y, width]}`)
      const lines = await drawer.locator('h3').evaluateAll((all) => all.map((head) => head.getBoundingClientRect().y))
      assert.equal(new Set(lines).size, 1, 'its episodes beside each other')
    }
    assert.deepEqual(await violations(tab), [])
    await tab.context().close()
  })

  test('of a series stand on its page', onServer, async (context) => {
    const { songs } = await (await fetch(`${server.base}/api/v1/songs?limit=1`)).json()
    if (!songs[0]) return context.skip('the library holds no songs')
    const tab = await server.page({ language: 'en', path: `/series/${encodeURIComponent(songs[0].series.id)}` })
    await tab.locator(`main a[href="/songs/${songs[0].id}"]`).waitFor()
    await tab.context().close()
  })
})

describe('a series', () => {
  for (const screen of Object.keys(screens)) {
    test(`has its stills on the line of its headings, with room for the focus ring (${screen})`, onServer, async () => {
      const { series } = await (await fetch(`${server.base}/api/v1/series?sort=added&limit=1`)).json()
      const tab = await server.page({ screen, path: `/series/${encodeURIComponent(series[0].id)}` })
      const still = tab.locator('ol a.still').first()
      await still.waitFor()
      const left = (locator) => locator.evaluate((element) => element.getBoundingClientRect().left)
      assert.equal(await left(still), await left(tab.locator('main section.block h2').first()))
      const { clip, ring } = await still.evaluate((element) => {
        element.focus()
        const { outlineWidth, outlineOffset } = getComputedStyle(element)
        return { clip: parseFloat(getComputedStyle(element.closest('li')).overflowClipMargin), ring: parseFloat(outlineWidth) + parseFloat(outlineOffset) }
      })
      assert.ok(clip >= ring, `a ring ${ring} px wide where ${clip} px are drawn`)
      await tab.context().close()
    })
  }

  test('opens a plot that is cut, and offers nothing where all of it is to be read', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/series/s1' })
    const plot = tab.locator('ol li').nth(1).locator('.plot p')
    const more = tab.getByRole('button', { name: 'Show more: E2' })
    await more.waitFor()
    const low = (await plot.boundingBox()).height
    await more.click()
    await tab.getByRole('button', { name: 'Show less: E2' }).waitFor()
    assert.ok((await plot.boundingBox()).height > low)
    // As wide as a plot is long, nothing is cut.
    await tab.getByRole('button', { name: 'Show less: E2' }).click()
    await tab.evaluate(() => document.querySelectorAll('ol .plot p').forEach((element) => Object.assign(element.style, { maxWidth: 'none', fontSize: '4px' })))
    await more.waitFor({ state: 'detached' })
    await tab.context().close()
  })

  test('plays an episode from anywhere in its row, but for what opens its plot', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/series/s1' })
    const more = tab.getByRole('button', { name: 'Show more: E2' })
    await more.click()
    await tab.getByRole('button', { name: 'Show less: E2' }).waitFor()
    assert.equal(await tab.evaluate(() => location.pathname), '/series/s1')
    const { x, y } = await tab.locator('ol li').nth(1).locator('h3').boundingBox()
    await tab.mouse.click(x + 4, y + 4)
    await until(() => tab.evaluate(() => location.pathname), (path) => path === '/watch/e1-1-2', 'plays')
    await tab.goBack()
    await tab.locator('ol li').first().waitFor()
    const trailer = tab.locator('.hero').getByRole('link', { name: 'Trailer' })
    await trailer.click()
    await until(() => tab.evaluate(() => location.pathname), (path) => path === '/extras/2', 'the trailer')
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  for (const [width, height] of [[844, 390], [720, 450]]) {
    test(`has what plays it in the first view of a low screen (${width} by ${height})`, onMock, async () => {
      const tab = await server.page({ language: 'en', path: '/series/s1' })
      await tab.setViewportSize({ width, height })
      const { y, height: tall } = await tab.locator('.hero .actions .main').boundingBox()
      assert.ok(y + tall <= height, `ends at ${y + tall}`)
      await tab.context().close()
    })
  }

  test('shows the season that its address names, also when it is loaded again', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/series/s5' })
    await tab.locator('.hero').getByRole('link', { name: 'Play S1 E1' }).waitFor()
    await tab.getByRole('button', { name: 'Season 2' }).click()
    await tab.locator('ol h3').getByText('S2 E1', { exact: true }).waitFor()
    assert.equal(await tab.evaluate(() => location.search), '?season=2')
    await tab.reload()
    await tab.locator('ol h3').getByText('S2 E1', { exact: true }).waitFor()
    await tab.goto(`${server.base}/series/s5?season=0`)
    await tab.locator('ol h3').getByText('Special 1', { exact: true }).waitFor()
    await tab.context().close()
  })

  test('has all its seasons on one line of a phone, the chosen one in sight', onMock, async () => {
    const tab = await server.page({ language: 'en', screen: 'phone', path: '/favicon.svg' })
    await tab.route('**/api/v1/series/s5', async (route) => {
      const answer = await (await route.fetch()).json()
      const [, , last] = answer.seasons
      await route.fulfill({ json: { ...answer, seasons: [...answer.seasons, ...Array.from({ length: 12 }, (_, at) => ({ ...last, number: at + 3, episodes: [{ ...last.episodes[0], id: `x${at}` }] }))] } })
    })
    await tab.goto(`${server.base}/series/s5?season=14`)
    const row = tab.locator('.seasons')
    await row.waitFor()
    assert.ok((await row.boundingBox()).height < 60)
    const { x, width } = await row.getByRole('button', { name: 'Season 14' }).boundingBox()
    assert.ok(x >= 0 && x + width <= screens.phone.width, `${x} ${width}`)
    await tab.context().close()
  })

  test('says once which languages it has, and of an episode where it has others', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/series/s2' })
    await tab.locator('dl').getByText('Audio', { exact: true }).waitFor()
    assert.equal(await tab.locator('ol').getByText(/^Audio:/).count(), 0, 'all are in Korean and English')
    assert.ok((await tab.locator('ol').getByText(/^Subtitles:/).count()) > 0, 'each has other subtitles')
    await tab.context().close()
  })

  test('tells of songs not heard yet, and what has been', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/series/s3' })
    await tab.getByText(/^\d+ of \d+ episodes listened to so far$/).waitFor()
    assert.ok((await tab.locator('ol').getByText('Songs not heard yet').count()) > 0)
    await tab.goto(`${server.base}/series/s1`)
    await tab.locator('ol a.still').first().waitFor()
    await tab.locator('main a[href="/songs/1"]').waitFor()
    assert.equal(await tab.getByText(/heard yet|listened to so far/).count(), 0)
    await tab.context().close()
  })

  test('has a song without a scene, said not to be heard yet while episodes wait', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/songs/8' })
    await tab.getByText('Not heard in any episode yet').waitFor()
    await tab.goto(`${server.base}/songs/5`)
    await tab.getByText('Every episode of this series has been listened to.').waitFor()
    await tab.context().close()
  })
})

describe('in Korean', onMock, () => {
  const english = (text) => text.match(/[A-Za-z]{2,} [A-Za-z]{2,}[^\n]*/)?.[0] ?? ''

  test('an episode that cannot be played says why in Korean', async () => {
    const tab = await server.page({ path: '/series/s4' })
    const row = tab.locator('main ol li').filter({ has: tab.locator('.badge') })
    await row.getByText('먼저 변환해야 하는 형식이에요').waitFor()
    assert.equal(english(await row.innerText()), '')
    await tab.goto(`${server.base}/watch/e4-1-2`)
    const fault = tab.getByRole('alert')
    await fault.getByText('먼저 변환해야 하는 형식이에요').waitFor()
    assert.equal(english(await fault.innerText()), '', 'the server’s words are folded away')
    assert.equal(await fault.locator('details p').getAttribute('lang'), 'en')
    await tab.context().close()
  })

  test('genres have Korean names, and the library is asked by its own', async () => {
    const tab = await server.page({ path: '/library' })
    const chip = tab.getByRole('button', { name: /^미스터리/ })
    await chip.click()
    await until(() => chip.getAttribute('aria-pressed'), (pressed) => pressed === 'true', 'chosen')
    assert.equal(await tab.evaluate(() => location.search), '?genre=Mystery')
    await tab.locator('main ul li a').first().waitFor()
    await tab.context().close()
  })
})

describe('whatever is pressed is as large as a thumb', onMock, () => {
  for (const screen of Object.keys(screens)) {
    test(`on every page (${screen})`, async () => {
      const tab = await server.page({ screen, path: '/favicon.svg', still: true, kept: { 'bonustrack.progress.1': placesIn(await (await fetch(`${server.base}/api/v1/series/s1`)).json(), [0.5]), 'bonustrack.searches.1': ['비'] } })
      for (const path of ['/', '/series/s1', '/series/s5', '/library', '/songs', '/albums', '/server', '/songs/1', '/people/1', '/search', '/search?q=rain', '/nowhere']) {
        await tab.goto(server.base + path)
        await tab.locator('h1').first().waitFor({ state: 'attached' })
        await settled(tab)
        const small = await tab.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, summary')]
          .filter((element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.matches('.skip'))
          .map((element) => [element, element.getBoundingClientRect()])
          .filter(([, { width, height }]) => width > 0 && (width < 47.5 || height < 47.5))
          .map(([element, { width, height }]) => `${element.outerHTML.slice(0, 100)}: ${width.toFixed(0)} by ${height.toFixed(0)}`))
        assert.deepEqual(small, [], path)
      }
      await tab.context().close()
    })
  }
})
