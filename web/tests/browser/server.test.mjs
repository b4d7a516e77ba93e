// What the server does by itself, and what it cannot use, for whoever keeps the library.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onMock, onServer, open, until } from './harness.mjs'

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
  await tab.getByText(/changes are noticed at once/).waitFor()
  await tab.getByText(/Everything is heard: \d+ episodes/).waitFor()
  await tab.getByRole('button', { name: 'Look through now' }).click()
  await until(async () => (await fetch(`${server.base}/api/v1/scan`)).json(), (scan) => scan.state === 'idle' && scan.started >= before.started && scan.finished >= before.finished, 'it was looked through again')
  await tab.getByText('Looked through just now').waitFor()
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})
