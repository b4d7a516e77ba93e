// Episodes said to be watched, or not: on the page of a series, and what follows from it elsewhere.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isReal, onMock, open, settled, until, violations } from './harness.mjs'
import { placesIn } from './kept.mjs'

let server
let series
before(async () => {
  if (isReal) return
  server = await open()
  series = await (await fetch(`${server.base}/api/v1/series/s1`)).json()
})
after(() => server?.close())

const watched = (tab) => tab.locator('ol .facts .watched').count()

describe('as watched', onMock, () => {
  test('an episode is marked with a press, and the series goes on with the next', async () => {
    const tab = await server.page({ language: 'en', path: '/series/s1', kept: { 'bonustrack.progress.1': placesIn(series, [0.5]) } })
    await tab.getByRole('link', { name: 'Resume E1' }).waitFor()
    await tab.getByRole('button', { name: 'Mark E1 as watched' }).click()
    await tab.getByRole('link', { name: 'Play E2' }).first().waitFor()
    assert.equal(await watched(tab), 1)
    assert.deepEqual(await tab.locator('ol .mark').evaluateAll((marks) => marks.map((mark) => mark.querySelectorAll('svg').length)), [1, 0, 0, 0], 'the one alone is ticked')
    await tab.locator('.logo').click()
    await tab.locator('main').getByText('E2 · Up next').waitFor()
    await tab.goBack()
    await tab.getByRole('button', { name: 'Mark E1 as unwatched' }).waitFor()
    await tab.getByRole('button', { name: 'Undo' }).click()
    await tab.getByRole('link', { name: 'Resume E1' }).waitFor()
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('an episode is let go of with another press', async () => {
    const tab = await server.page({ language: 'en', path: '/series/s1', kept: { 'bonustrack.progress.1': placesIn(series, [1]) } })
    await tab.getByRole('button', { name: 'Mark E1 as unwatched' }).click()
    await tab.getByText('Marked E1 as unwatched').waitFor()
    assert.equal(await watched(tab), 0)
    assert.deepEqual(await tab.evaluate(() => JSON.parse(localStorage.getItem('bonustrack.progress.1'))), [])
    await tab.context().close()
  })

  test('a season, or all of them, are marked by keys alone', async () => {
    const tab = await server.page({ language: 'en', path: '/series/s5', still: true })
    const button = tab.getByRole('button', { name: 'Mark as watched', exact: true })
    await button.focus()
    await tab.keyboard.press('Enter')
    const sheet = tab.getByRole('dialog')
    await sheet.getByRole('button', { name: 'Mark the whole series as watched' }).waitFor()
    assert.deepEqual(await violations(tab), [])
    await sheet.getByRole('button', { name: 'Mark Season 1 as watched' }).focus()
    await tab.keyboard.press('Enter')
    await tab.getByRole('link', { name: 'Play S2 E1' }).first().waitFor()
    await until(() => watched(tab), (count) => count === 8, 'all eight')
    await until(() => button.evaluate((element) => element === document.activeElement), Boolean, 'focus is back')
    await tab.getByRole('button', { name: 'Undo' }).click()
    await until(() => watched(tab), (count) => count === 0, 'none')
    await tab.context().close()
  })

  test('all of it is named in Korean', async () => {
    const tab = await server.page({ screen: 'phone', path: '/series/s1' })
    await tab.getByRole('button', { name: '2화를 본 것으로 표시' }).tap()
    await tab.getByText('2화를 본 것으로 표시했어요').waitFor()
    await settled(tab)
    assert.deepEqual(await violations(tab), [])
    await tab.context().close()
  })
})
