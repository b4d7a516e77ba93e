// What the page knows of a viewer who has been here before: where to go on, what follows from it, a list, and ways back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, onServer, open, settled, until } from './harness.mjs'
import { placesIn } from './kept.mjs'

let server
let series
let other
const get = async (path) => (await fetch(server.base + path)).json()

before(async () => {
  server = await open()
  const { series: all } = await get('/api/v1/series?sort=added')
  ;[series, other] = await Promise.all(all.slice(0, 2).map((entry) => get(`/api/v1/series/${entry.id}`)))
})
after(() => server.close())

const kept = () => ({ 'bonustrack.progress.1': placesIn(series, [0.9]) })
const headings = (tab) => tab.locator('main h2').allTextContents()
const row = (tab, name) => tab.locator('main section').filter({ has: tab.getByRole('heading', { name, exact: true }) })

describe('home for a viewer who has been here', () => {
  test('goes on first, then what follows from it, then the list, then what is new; never more than eight rows', onMock, async () => {
    const listed = { 'bonustrack.list.1': [{ id: other.id, title: other.title, artwork: other.artwork, episode_count: other.episode_count }] }
    const tab = await server.page({ language: 'en', kept: { ...kept(), ...listed } })
    await row(tab, 'Recently added').locator('li').first().waitFor()
    const rows = (await headings(tab)).slice(1)
    const known = ['Continue watching', `Because you watched ${series.title}`, 'Songs you heard', 'My list', 'Recently added'].filter((name) => rows.includes(name))
    assert.deepEqual(rows.slice(0, known.length), known)
    assert.ok(known.includes('Continue watching') && known.includes('My list'), String(rows))
    assert.ok((await tab.locator('main .rows > section').count()) <= 8)
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('goes on with what was watched, whatever numbers a library made anew has given it, and with nothing that is not there', onMock, async () => {
    const [place] = placesIn(series, [0.5])
    const lost = { ...place, episodeId: 'e2-1-1', seriesId: 's2', seriesTitle: 'Not there any more', updatedAt: 1 }
    await server.scene({ catalogue: '19cf' })
    const tab = await server.page({ language: 'en', kept: { 'bonustrack.progress.1': [{ ...place, episodeId: 'e3-1-2', seriesId: 's3' }, lost] } })
    await row(tab, 'Continue watching').locator(`a[href="/watch/${place.episodeId}"]`).waitFor()
    assert.equal(await row(tab, 'Continue watching').locator('li').count(), 1)
    assert.deepEqual(await tab.evaluate(() => JSON.parse(localStorage.getItem('bonustrack.progress.1')).map(({ seriesTitle }) => seriesTitle)), ['Not there any more'])
    await tab.context().close()
    await server.scene({})
  })

  test('names the songs one has come to, and none beyond', onServer, async (context) => {
    const { cues, id, duration } = await get(`/api/v1/episodes/${placesIn(series, [1])[0].episodeId}`)
    const first = cues.find((cue) => cue.song.id !== null)
    const later = cues.find((cue) => cue.song.id !== null && cue.song.id !== first?.song.id && cue.start > first.start)
    if (!later) return context.skip('too few songs have been found')
    const place = placesIn(series, [(first.start + 0.5) / duration])
    assert.equal(place[0].episodeId, id)
    const tab = await server.page({ language: 'en', kept: { 'bonustrack.progress.1': place } })
    await row(tab, 'Songs you heard').locator(`a[href="/songs/${first.song.id}"]`).waitFor()
    assert.equal(await row(tab, 'Songs you heard').locator(`a[href="/songs/${later.song.id}"]`).count(), 0)
    await tab.context().close()
  })

  test('shows the picture of the very place, and the episode\'s own where there is none', onServer, async () => {
    const [place] = placesIn(series, [0.5])
    const still = `/api/v1/episodes/${place.episodeId}/still?at=${Math.floor(place.positionMs / 1000)}&w=`
    const tab = await server.page({ language: 'en', kept: { 'bonustrack.progress.1': [place] } })
    const picture = row(tab, 'Continue watching').locator('img').first()
    await until(() => picture.evaluate((image) => image.complete && image.naturalWidth > 0 && image.currentSrc), (source) => String(source).includes(still), 'the picture of the place')
    await tab.route('**/still?*', (route) => route.fulfill({ status: 404 }))
    await tab.reload()
    await until(() => picture.evaluate((image) => image.complete && image.naturalWidth > 0 && image.currentSrc), (source) => String(source).includes('/api/v1/artwork/'), "the episode's own")
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('lets go of a series, and takes it back', onServer, async () => {
    const tab = await server.page({ language: 'en', kept: kept() })
    await row(tab, 'Continue watching').locator('.forget').click()
    await row(tab, 'Continue watching').waitFor({ state: 'detached' })
    await tab.getByText(`Removed ${series.title} from Continue watching`).waitFor()
    await until(() => tab.evaluate(() => document.activeElement?.textContent?.trim()), (text) => text === 'Undo', 'the way back has focus')
    await tab.keyboard.press('Enter')
    await row(tab, 'Continue watching').locator('li').first().waitFor()
    await until(() => tab.evaluate(() => document.activeElement?.tagName), (tag) => tag === 'H1', 'focus at the heading')
    await tab.context().close()
  })

  test('keeps its place on Back', onMock, async () => {
    const tab = await server.page({ language: 'en', kept: kept() })
    await row(tab, 'Recently added').locator('li').first().waitFor()
    await settled(tab)
    await row(tab, 'Recently added').scrollIntoViewIfNeeded()
    const before = await tab.evaluate(() => scrollY)
    assert.ok(before > 0)
    await row(tab, 'Recently added').locator('li a').first().click()
    await tab.locator('h1:not(.unseen)').waitFor()
    await tab.goBack()
    await row(tab, 'Recently added').locator('li').first().waitFor()
    await until(() => tab.evaluate(() => scrollY), (now) => Math.abs(now - before) < 40, `back at ${before}`)
    await tab.context().close()
  })
})

describe('the list', () => {
  test('takes a series from its page, is remembered, and gives it back', onServer, async () => {
    const tab = await server.page({ language: 'en', path: `/series/${series.id}` })
    const button = tab.getByRole('button', { name: 'My list' })
    await button.click()
    await until(() => button.getAttribute('aria-pressed'), (pressed) => pressed === 'true', 'listed')
    await tab.goto(server.base)
    await row(tab, 'My list').locator(`a[href="/series/${series.id}"]`).waitFor()
    await tab.goto(`${server.base}/series/${series.id}`)
    await button.click()
    await until(() => button.getAttribute('aria-pressed'), (pressed) => pressed === 'false', 'taken off')
    await tab.getByRole('button', { name: 'Undo' }).click()
    await until(() => button.getAttribute('aria-pressed'), (pressed) => pressed === 'true', 'on it again')
    await tab.context().close()
  })
})

describe('the songs of a series', () => {
  test('open their scenes in place; one not yet seen asks, one that was plays', onServer, async (context) => {
    const { songs } = await get(`/api/v1/series/${series.id}/songs`)
    const song = songs.find((entry) => entry.uses > 0 && String(entry.series.id) === String(series.id))
    if (!song) return context.skip('no song has been found in an episode')
    const tab = await server.page({ language: 'en', path: `/series/${series.id}`, kept: kept() })
    const entry = tab.locator('main li').filter({ has: tab.locator(`a[href="/songs/${song.id}"]`) })
    await entry.locator('button[aria-expanded]').click()
    const scenes = entry.locator('a.scene')
    await scenes.first().waitFor()
    const ahead = await scenes.evaluateAll((links, seen) => links.findIndex((link) => !link.pathname.endsWith(`/${seen}`)), String(placesIn(series, [1])[0].episodeId))
    if (ahead >= 0) {
      await scenes.nth(ahead).click()
      await entry.getByText('You have not come to this scene yet.').waitFor()
      assert.equal(await tab.locator('video').count(), 0)
    }
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })
})

describe('the page of a song', onMock, () => {
  test('shows pictures of the scenes one has come to, and none of those ahead', async () => {
    const tab = await server.page({ language: 'en', path: '/songs/1', kept: { 'bonustrack.progress.1': placesIn(await get('/api/v1/series/s1'), [0.5]) } })
    const scenes = tab.locator('a.scene')
    await scenes.first().locator('img').waitFor()
    const stills = await scenes.evaluateAll((links) => links.map((link) => link.querySelector('img')?.getAttribute('src') ?? ''))
    // Half of 120 seconds: the scene from 30 on has been seen, the one from 106 on has not, nor has any of the other episodes.
    assert.match(stills[0], /episodes\/e1-1-1\/still\?at=41&/)
    assert.deepEqual(stills.slice(1).filter(Boolean), [])
    await scenes.nth(1).click()
    await tab.getByText('You have not come to this scene yet.').waitFor()
    await tab.context().close()
  })
})

describe('the library narrowed down', () => {
  test('by more than one thing, each of which can be taken off again', onMock, async () => {
    const { genres, years } = await get('/api/v1/series/filters')
    const [year] = years
    const [genre] = genres
    const tab = await server.page({ language: 'en', path: '/library' })
    await tab.getByRole('button', { name: 'Filters' }).click()
    const sheet = tab.getByRole('dialog', { name: 'Filters' })
    if (years.length > 1) await sheet.getByRole('button', { name: new RegExp(`^${year.year}`) }).click()
    if (genres.length > 1) await sheet.locator('section').filter({ has: tab.getByRole('heading', { name: 'Genres' }) }).getByRole('button').first().click()
    await sheet.getByRole('button', { name: 'Show series' }).click()
    const wanted = { ...(years.length > 1 ? { year: String(year.year) } : {}), ...(genres.length > 1 ? { genre: genre.name } : {}) }
    const asked = () => tab.evaluate(() => Object.fromEntries(new URLSearchParams(location.search)))
    await until(asked, (now) => JSON.stringify(Object.entries(now).sort()) === JSON.stringify(Object.entries(wanted).sort()), 'in the address')
    const { total } = await get(`/api/v1/series?${new URLSearchParams(wanted)}`)
    await until(() => tab.locator('main ul li').count(), (count) => count === Math.min(total, 24), 'cards')
    if (wanted.year) await tab.getByRole('button', { name: `${wanted.year}: remove this filter` }).click()
    await until(asked, ({ year: left }) => left === undefined, 'taken off')
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('to nothing says so, and shows everything again', onServer, async () => {
    const tab = await server.page({ language: 'ko', path: '/library?genre=none-of-these' })
    await tab.getByRole('heading', { name: '작품이 없어요' }).waitFor()
    await tab.locator('.notice').getByRole('button', { name: '모든 작품' }).click()
    await tab.locator('main ul li a').first().waitFor()
    await tab.context().close()
  })
})

test('whatever is Korean on an English page says so, on pages and in the player', onMock, async () => {
  /** Pieces of text in Hangul that nothing around them calls Korean; what is not read aloud may be. */
  const unnamed = (tab) => tab.evaluate(() => {
    const found = new Set()
    const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT)
    for (let node; (node = walker.nextNode()); ) {
      const { parentElement } = node
      if (/[가-힣]/.test(node.data) && parentElement.closest('[lang]')?.lang !== 'ko' && !parentElement.closest('[aria-hidden=true]')) found.add(`${parentElement.className}: ${node.data.trim()}`)
    }
    return [...found]
  })
  const tab = await server.page({ language: 'en' })
  for (const path of ['/', '/series/s1', '/series/s2', '/library', '/songs', '/songs/1', '/people/1', '/search?q=rain']) {
    await tab.goto(server.base + path)
    await tab.locator('main li').first().waitFor()
    await settled(tab)
    assert.deepEqual(await unnamed(tab), [], path)
  }
  await tab.goto(`${server.base}/series/s1`)
  await tab.locator('ol a.still').first().click()
  await until(() => tab.evaluate(() => document.querySelector('video')?.currentTime ?? 0), (seconds) => seconds > 0.2, 'playing')
  await tab.evaluate(() => (document.querySelector('video').currentTime = 40))
  await tab.keyboard.press('t')
  await tab.getByRole('complementary').locator('li').first().waitFor()
  assert.deepEqual(await unnamed(tab), [], 'player')
  await tab.context().close()
})

test('names in another language than the page say so', onServer, async () => {
  const hangul = /[가-힣]/
  const tab = await server.page({ language: 'en', path: '/library' })
  await tab.locator('main ul li a').first().waitFor()
  const names = await tab.locator('main ul li .name').evaluateAll((all) => all.map((name) => [name.textContent, name.lang]))
  for (const [name, language] of names) assert.equal(language, hangul.test(name) ? 'ko' : '', name)
  await tab.context().close()
})

test('a picture that is pressed grows into the picture of its page', onMock, async () => {
  const tab = await server.page({ language: 'en' })
  const card = tab.locator('main section li a').first()
  await card.waitFor()
  // A pointer rests on a card before it presses: the page is fetched meanwhile, and there when the picture sets off.
  await card.hover()
  await settled(tab)
  const names = await tab.evaluate(() => new Promise((done) => {
    const begin = document.startViewTransition.bind(document)
    document.startViewTransition = (change) => {
      const named = () => [...document.querySelectorAll('*')].filter((element) => getComputedStyle(element).viewTransitionName === 'artwork').map((element) => element.className.split(' ')[0])
      const before = named()
      const transition = begin(change)
      void transition.ready.then(() => done([before, named()]), (fault) => done(String(fault)))
      return transition
    }
    document.querySelector('main section li a').dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true, cancelable: true }))
  }))
  assert.deepEqual(names, [['frame'], ['picture']])
  await tab.context().close()
})

test('a page that a key leads to is there at once', onMock, async () => {
  const tab = await server.page({ language: 'en' })
  await tab.locator('main section li a').first().focus()
  await tab.evaluate(() => (document.startViewTransition = () => (window.held = true)))
  await tab.keyboard.press('Enter')
  await tab.locator('main h1:not(.unseen)').waitFor()
  assert.equal(await tab.evaluate(() => window.held ?? false), false)
  await tab.context().close()
})
