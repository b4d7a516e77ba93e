// Trailers, interviews and the like: found on the page of their series, played, and never mistaken for an episode.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, open, until, video } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

describe('extras', onMock, () => {
  const kept = (tab) => tab.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('progress')).map((name) => localStorage.getItem(name)))
  const open = async (options) => {
    const tab = await server.page({ language: 'en', path: '/series/s1', ...options })
    const row = tab.locator('main section').filter({ has: tab.getByRole('heading', { name: options?.language === 'ko' ? '부가 영상' : 'Extras' }) })
    await row.locator('li').first().waitFor()
    return { tab, row }
  }

  for (const language of ['ko', 'en']) {
    test(`stand on the page of their series, with what they are, or why they cannot be played (${language})`, async () => {
      const { tab, row } = await open({ language })
      await row.scrollIntoViewIfNeeded()
      assert.deepEqual(await row.locator('.name').allTextContents(), ['예고편 2', '빗소리를 녹음하던 날, 그리고 아무도 듣지 않은 테이프', 'The Last Bus'])
      assert.match(await row.locator('li').first().innerText(), language === 'ko' ? /예고편 · 2:00/ : /Trailer · 2:00/)
      assert.equal(await row.locator('li').last().locator('a').count(), 0, 'what cannot be played leads nowhere')
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    })
  }

  test('are played from the beginning, leave no place behind, and end with the way back', async () => {
    const { tab, row } = await open()
    await row.locator('li a').first().click()
    await until(() => video(tab).catch(() => ({ at: 0, paused: true })), ({ at, paused }) => at > 0.2 && !paused, 'playing')
    await tab.getByRole('heading', { level: 1, name: '예고편 2' }).waitFor()
    assert.equal(await tab.title(), '소나기가 지나간 자리 예고편 2 · Bonustrack')
    assert.equal(await tab.getByRole('button', { name: /Next episode|Songs/ }).count(), 0, 'neither a next episode nor songs')
    await tab.evaluate(() => (document.querySelector('video').currentTime = document.querySelector('video').duration - 1))
    const end = tab.getByRole('group', { name: '예고편 2' })
    await end.waitFor()
    await end.getByRole('button', { name: 'About the series' }).click()
    await tab.getByRole('heading', { name: 'Extras' }).waitFor()
    assert.deepEqual((await kept(tab)).filter((book) => book !== '[]'), [], 'nothing to continue')
    await tab.getByRole('link', { name: 'Play E1', exact: true }).waitFor()
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('one that is not there says so', async () => {
    const tab = await server.page({ language: 'en', path: '/extras/99' })
    await tab.getByRole('heading', { name: 'Not found' }).waitFor()
    await tab.context().close()
  })
})
