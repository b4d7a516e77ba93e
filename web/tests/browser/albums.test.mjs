// An album is given to another series and taken back, by keys and by touch; what is not saved says so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onMock, onServer, open, settled, until } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

const get = async (path) => (await fetch(server.base + path)).json()
const tiedTo = async (album) => (await get('/api/v1/albums')).albums.find((each) => each.id === album.id).tied.map((each) => each.title)
/** An album, and a series that has it neither by itself nor by hand. */
async function pair() {
  const [album] = (await get('/api/v1/albums')).albums
  const having = [...album.series, ...album.tied].map((series) => series.id)
  const series = (await get('/api/v1/series')).series.find((each) => !having.includes(each.id))
  return { album, series }
}
const rowOf = (tab, album) => tab.locator('article').filter({ hasText: album.folder }).first()

/** The journey is the same on the mock and on the server, which looks at where a request to change something comes from. */
async function givesAndTakesBack() {
  const { album, series } = await pair()
  const tab = await server.page({ language: 'en', path: '/songs' })
  await tab.locator('main a[href="/albums"]').click()
  await tab.locator('h1').filter({ hasText: 'Soundtracks' }).waitFor()

  await rowOf(tab, album).locator('button.add').focus()
  await tab.keyboard.press('Enter')
  await until(() => tab.evaluate(() => document.activeElement?.getAttribute('role')), (role) => role === 'searchbox', 'the field has the focus')
  await tab.keyboard.insertText(series.title)
  const hit = tab.locator('dialog li button:enabled').filter({ has: tab.getByText(series.title, { exact: true }) })
  await hit.focus()
  await tab.keyboard.press('Enter')
  const tied = rowOf(tab, album).locator('li.tied').filter({ hasText: series.title })
  await tied.waitFor()
  assert.deepEqual(await tiedTo(album), [series.title])
  assert.equal(await tab.locator('dialog').count(), 0)
  await until(() => tab.evaluate(() => document.activeElement?.className ?? ''), (name) => name.includes('add'), 'the focus is back where it was')

  await tied.locator('button').click()
  await tied.waitFor({ state: 'detached' })
  assert.deepEqual(await tiedTo(album), [])
  await tab.getByRole('button', { name: 'Undo' }).click()
  await tied.waitFor()
  assert.deepEqual(await tiedTo(album), [series.title])

  await tied.locator('button').click()
  await tied.waitFor({ state: 'detached' })
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
}
test('an album is given to a series by keys, taken back, and given again', onMock, givesAndTakesBack)
test('the server takes what its own page changes', onServer, givesAndTakesBack)

test('the series that have the album already cannot be chosen again', onMock, async () => {
  await server.scene({})
  const tab = await server.page({ screen: 'phone', path: '/albums' })
  const [album] = (await get('/api/v1/albums')).albums
  await rowOf(tab, album).locator('button.add').tap()
  await tab.locator('dialog input').fill(album.series[0].title)
  await tab.locator('dialog li button:disabled').filter({ hasText: '이미 있어요' }).waitFor()
  await tab.keyboard.press('Escape')
  await tab.locator('dialog').waitFor({ state: 'detached' })
  await tab.context().close()
})

test('what could not be saved is said beside its album, and nothing is shown as done', onMock, async () => {
  await server.scene({})
  const { album, series } = await pair()
  const tab = await server.page({ language: 'en', path: '/albums' })
  await rowOf(tab, album).locator('button.add').click()
  const hit = tab.locator('dialog li button:enabled').filter({ has: tab.getByText(series.title, { exact: true }) })
  await hit.waitFor()
  await settled(tab)
  await server.scene({ fail: '/api/v1/albums/' })
  await hit.click()
  await rowOf(tab, album).getByRole('alert').waitFor()
  assert.equal(await rowOf(tab, album).locator('li.tied').count(), 0)
  await server.scene({})
  await tab.context().close()
})
