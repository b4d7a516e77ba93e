// What the server does by itself, and what it cannot use, for whoever keeps the library.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onMock, onServer, open, until, violations } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

test('the library leads to the files that cannot be used, and every one is listed with its reason', onMock, async () => {
  await server.scene({ scan: { state: 'idle', problems: 230, finished: Math.floor(Date.now() / 1000) - 300, watching: ['Drama: changes are noticed at once'] } })
  const tab = await server.page({ language: 'en', path: '/library' })
  await tab.locator('main a[href="/server"]').filter({ hasText: '230 files cannot be used' }).click()
  await tab.locator('h1').filter({ hasText: 'This server' }).waitFor()
  await tab.getByText('Looked through 5 minutes ago').waitFor()
  await tab.getByText('Everything is heard: 38 episodes and 40 songs.').waitFor()
  const rows = tab.locator('.problems li')
  await until(async () => (await tab.evaluate(() => scrollTo(0, document.body.scrollHeight)), rows.count()), (count) => count === 230, 'all pages are there')
  assert.match(await rows.last().textContent(), /230화\.mkv\s*the file ends inside its first cluster/)
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})

test('a link below leads to the licences, and back leads to the page', onMock, async () => {
  const tab = await server.page({ language: 'en', path: '/server' })
  await tab.getByText('Licences of this program').click()
  await tab.waitForURL('**/licences.txt')
  assert.match(await tab.locator('pre').textContent(), /with Reserved Font Name 'Pretendard'/)
  await tab.goBack()
  await tab.locator('h1').filter({ hasText: 'This server' }).waitFor()
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})

for (const [language, words, named] of [['en', 'No folder is named yet.', 'Start the server with one'], ['ko', '아직 정해 둔 폴더가 없어요.', '서버를 시작할 때']]) {
  test(`where no folder is named, home, the library and the server say how one is (${language})`, onMock, async () => {
    await server.scene({ empty: true, scan: { state: 'idle', problems: 0, finished: null, watching: [] } })
    const tab = await server.page({ language, path: '/' })
    for (const path of ['/', '/library', '/server']) {
      if (path !== '/') await tab.goto(server.base + path)
      await tab.locator('main').getByText(words).waitFor()
      await tab.locator('main').getByText(named).waitFor()
      assert.deepEqual(await tab.locator('main code').allTextContents(), ['bonustrack serve /srv/series', 'library = ["/srv/series"]'], path)
      assert.deepEqual(await violations(tab), [], path)
    }
    await until(() => tab.locator('.problems').isVisible(), (visible) => !visible, 'no word of files')
    assert.equal(await tab.locator('.actions button').count(), 0, 'nothing to look through')
    assert.deepEqual(tab.faults, [])
    await server.scene({})
    await tab.context().close()
  })
}

test('how changes are noticed is said in Korean, and why not as usual stands folded', onMock, async () => {
  await server.scene({ scan: { state: 'idle', problems: 0, finished: 1, watching: ['드라마: changes are noticed at once', 'NAS: looked through once a minute (it lies on nfs)', 'lib: something new'] } })
  const tab = await server.page({ language: 'ko', screen: 'phone', path: '/server' })
  const rows = tab.locator('.watching li')
  await rows.first().waitFor()
  assert.match(await rows.nth(0).innerText(), /드라마\s+바뀌면 바로 알아채요$/)
  assert.match(await rows.nth(1).innerText(), /^NAS\s+1분에 한 번 살펴봐요/)
  const reason = rows.nth(1).getByText('it lies on nfs')
  assert.equal(await reason.isVisible(), false)
  await rows.nth(1).locator('summary').tap()
  await reason.waitFor()
  assert.equal(await rows.nth(2).getAttribute('lang'), 'en')
  assert.deepEqual(await violations(tab), [])
  await server.scene({})
  await tab.context().close()
})

test('a press looks through the folders, and the page tells how far it is', onMock, async () => {
  await server.scene({ analysis: { state: 'waiting', songs_done: 1, songs_total: 40, episodes_done: 0, episodes_total: 38, seasons_done: 0, seasons_total: 6, unheard: 2, listened: 0, speed: 0, current: '', message: 'no space is left on the disk' } })
  const tab = await server.page({ language: 'en', path: '/server' })
  await tab.getByText('no space is left on the disk').waitFor()
  await tab.getByText('2 files cannot be heard').waitFor()
  await tab.getByText('Every file in the folders is of use.').waitFor()
  await tab.getByRole('button', { name: 'Look through now' }).click()
  await tab.getByText('Looking into files: 3 of 12').waitFor()
  assert.equal(await tab.locator('main [role=progressbar]').getAttribute('aria-valuenow'), '3')
  assert.ok(await tab.getByRole('button', { name: 'Look through now' }).isDisabled())
  await tab.context().close()
})

test('what was pressed and not done says so', onMock, async () => {
  await server.scene({})
  const tab = await server.page({ language: 'en', path: '/server' })
  await tab.getByText('Everything is heard').waitFor()
  await server.scene({ fail: '/api/v1/scan' })
  await tab.getByRole('button', { name: 'Look through now' }).click()
  await tab.getByRole('alert').filter({ hasText: 'did not work' }).waitFor()
  await server.scene({})
  await tab.context().close()
})

test('the server says what it does, and looks through its folders when told to', onServer, async () => {
  const before = await (await fetch(`${server.base}/api/v1/scan`)).json()
  const tab = await server.page({ language: 'en', path: '/server' })
  await tab.getByText('Changes are noticed at once').waitFor()
  await tab.getByText(/Everything is heard: \d+ episodes/).waitFor()
  await tab.getByRole('button', { name: 'Look through now' }).click()
  await until(async () => (await fetch(`${server.base}/api/v1/scan`)).json(), (scan) => scan.state === 'idle' && scan.started >= before.started && scan.finished >= before.finished, 'it was looked through again')
  await tab.getByText('Looked through just now').waitFor()
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})
