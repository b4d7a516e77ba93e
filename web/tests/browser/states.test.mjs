// What pages say when something is missing: an empty library, a scan, a failing or slow server, no pictures, no connection.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, open, screens, settled, until, violations } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

describe('when things are not as they should be', onMock, () => {
  const all = ['/', '/series/s2', '/library', '/songs/1', '/people/1', '/search?q=rain']
  const scenes = [
    ['an empty library says what will be here', { empty: true }, ['/', '/library', '/songs'], /will be here|여기에 .*모(여요|아)/],
    ['a library being scanned says so', { empty: true, scan: { state: 'scanning', files_done: 3, files_total: 10 } }, ['/'], /3 of 10 files|10개/],
    ['a failing server is named, with a way to try again', { fail: '/api/v1/' }, all, /Something went wrong on the server[^]*Try again|서버[^]*다시 시도/],
    ['what takes long is announced', { delayMs: 10_000 }, all.slice(0, -1), /Loading|불러오는 중/],
    ['pictures that are missing leave their titles', { bareArt: true }, all, /./],
    ['black pictures and the longest title leave a page that can be used', { artwork: 'black' }, ['/', '/series/s6'], /The Long Way Round/],
  ]
  for (const [name, change, paths, words] of scenes) {
    for (const [language, screen] of [['ko', 'desktop'], ['ko', 'phone'], ['en', 'desktop'], ['en', 'phone']]) {
      test(`${name} (${language}, ${screen})`, async () => {
        await server.scene(change)
        const tab = await server.page({ language, screen, path: paths[0], still: true })
        for (const path of paths) {
          if (path !== paths[0]) await tab.goto(server.base + path)
          await until(() => tab.locator('body').innerText(), (text) => words.test(text), `${name}, ${path}`)
          assert.deepEqual(await violations(tab), [], path)
          assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path)
        }
        assert.deepEqual(tab.faults, [])
        await server.scene({})
        await tab.context().close()
      })
    }
  }

  for (const [what, path, fails, stands] of [
    ['the songs of home', '/', ['/api/v1/songs'], 'Recently added'], ['the genres of home', '/', ['/api/v1/series/filters'], 'Recently added'],
    ['the songs of a series', '/series/s1', ['/api/v1/series/s1/songs'], 'Episodes'], ['what is like it', '/series/s1', ['/api/v1/series/s1/similar'], 'Episodes'],
  ]) {
    test(`a row fails alone, says so where it would stand, and comes back: ${what}`, async () => {
      const tab = await server.page({ language: 'en', path: '/favicon.svg', still: true })
      await tab.route((url) => fails.includes(url.pathname), (route) => route.fulfill({ status: 503, json: { title: 'Busy', status: 503, detail: 'The database is locked' } }))
      await tab.goto(server.base + path)
      const notice = tab.getByRole('alert').filter({ hasText: 'Something went wrong on the server' })
      await notice.waitFor()
      await tab.getByRole('heading', { name: stands, exact: true }).waitFor()
      assert.equal(await notice.count(), 1)
      assert.deepEqual(await violations(tab), [])
      await tab.unrouteAll()
      await notice.getByRole('button', { name: 'Try again' }).click()
      await notice.waitFor({ state: 'detached' })
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    })
  }

  test('what a scan finds stands at the end of its row, and moves nothing', async () => {
    const found = (many) => ({ many, reversed: many > 3, scan: { state: 'scanning', files_done: many, files_total: 9 } })
    await server.scene(found(3))
    const tab = await server.page({ language: 'en', still: true })
    const cards = tab.locator('main section').filter({ has: tab.getByRole('heading', { name: 'Recently added' }) }).locator('li')
    const names = () => cards.locator('.name').allTextContents()
    const before = await until(names, ({ length }) => length === 3, 'three')
    const place = await cards.first().boundingBox()
    // As the server lists them: what is new comes first.
    await server.scene(found(5))
    const after = await until(names, ({ length }) => length === 5, 'five')
    assert.deepEqual(after.slice(0, 3), before)
    assert.deepEqual(await cards.first().boundingBox(), place)
    assert.deepEqual(tab.faults, [])
    await server.scene({})
    await tab.context().close()
  })

  test('a page that failed comes back on Try again', async () => {
    await server.scene({ fail: '/api/v1/series' })
    const tab = await server.page({ language: 'en' })
    const again = tab.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    await server.scene({})
    await again.click()
    await tab.locator('main section li').first().waitFor()
    await tab.context().close()
  })

  for (const [language, screen] of [['ko', 'desktop'], ['ko', 'phone'], ['en', 'desktop'], ['en', 'phone']]) {
    test(`a lost connection shows a banner, keeps the page, and says of pages that cannot come why (${language}, ${screen})`, async () => {
      const tab = await server.page({ language, screen, still: true, clock: true })
      await tab.locator('main section li').first().waitFor()
      await settled(tab)
      await tab.context().setOffline(true)
      const notice = tab.locator('.offline')
      await notice.filter({ hasText: language === 'ko' ? '서버에 연결되지 않았어요' : 'No connection to the server' }).waitFor()
      await until(() => notice.boundingBox(), ({ y, height }) => y > screens[screen].height / 2 && y + height <= screens[screen].height - (screen === 'phone' ? 56 : 0), 'at the lower edge, clear of headings and tabs')
      assert.ok((await tab.locator('main section li').count()) > 0)
      assert.deepEqual(await violations(tab), [])
      // What has not been fetched before cannot come now: said so, and one can go back to what is there.
      await tab.locator('nav a[href="/songs"]').click()
      await tab.getByRole('alert').filter({ hasText: language === 'ko' ? '서버가 응답하지 않아요' : 'The server does not answer' }).or(tab.getByRole('heading', { name: language === 'ko' ? '서버가 응답하지 않아요' : 'The server does not answer' })).first().waitFor()
      assert.deepEqual(await violations(tab), [])
      await tab.goBack()
      await tab.locator('main section li').first().waitFor()
      await tab.context().setOffline(false)
      await tab.clock.fastForward(5_000)
      await notice.waitFor({ state: 'detached' })
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    })
  }
})
