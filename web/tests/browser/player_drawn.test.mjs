// Subtitles drawn as their authors made them: ASS with its places and colours, PGS pictures, and what stands in for them.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onMock, until, video, violations } from './harness.mjs'
import { begin, goTo, openSheet, server } from './watching.mjs'

describe('subtitles that are drawn', onMock, () => {
  /** Plays, with the subtitles of this name. */
  async function watchDrawn(name) {
    const tab = await server.page({ language: 'en', path: '/watch/e3-1-1' })
    await begin(tab)
    await until(() => video(tab), ({ at: seconds, paused }) => seconds > 1.2 && !paused, 'playing')
    await tab.keyboard.press('k')
    await openSheet(tab, 'a')
    await tab.getByRole('dialog').locator('label').filter({ hasText: name }).locator('input').check({ force: true })
    await tab.keyboard.press('Escape')
    return tab
  }
  /** How much of the layer is painted, and in which colour at its strongest. */
  const painted = (tab) => tab.evaluate(async () => {
    const from = document.querySelector('.layer canvas')
    if (!from?.width) return { share: 0 }
    const copy = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const context = copy.getContext('2d')
    context.drawImage(from, 0, 0, 320, 180)
    const { data } = context.getImageData(0, 0, 320, 180)
    let count = 0
    let top = 180
    let strongest = [0, 0, 0, 0]
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 128) {
        count += 1
        top = Math.min(top, Math.floor(i / 4 / 320))
        if (data[i + 3] >= strongest[3]) strongest = [...data.slice(i, i + 4)]
      }
    }
    return { share: count / 57_600, top, strongest }
  })

  test('ASS in its own place and colour, instead of its text', async () => {
    const tab = await watchDrawn('Signs')
    const { top, strongest } = await until(() => painted(tab), ({ share }) => share > 0.005, 'painted', 40_000)
    assert.ok(top > 20 && top < 60, `at a quarter of the height: ${top}`)
    assert.ok(strongest[1] > 200 && strongest[0] < 60 && strongest[2] < 60, `green: ${strongest}`)
    assert.equal(await tab.locator('.screen .bottom p').count(), 0)
    // libass says that it has no fonts but those it is given.
    assert.deepEqual(tab.faults.filter((fault) => fault !== 'libass: Failed to load fonctconfig fonts!'), [], 'the policy of the page is not broken')
    await tab.keyboard.press('c')
    await tab.locator('.layer canvas').waitFor({ state: 'detached' })
    await tab.context().close()
  })

  test('as text, where the viewer likes their own look better', async () => {
    const tab = await watchDrawn('Signs')
    await until(() => painted(tab), ({ share }) => share > 0.005, 'painted', 40_000)
    await openSheet(tab, 'a')
    await tab.getByRole('button', { name: 'Subtitle style' }).click()
    await tab.getByLabel('As chosen here').check({ force: true })
    await tab.keyboard.press('Escape')
    await tab.locator('.layer canvas').waitFor({ state: 'detached' })
    await goTo(tab, 1.5)
    await tab.locator('.screen .bottom p').first().waitFor()
    await tab.context().close()
  })

  test('as text, where the renderer is not there, or no font has their letters', async () => {
    const tab = await watchDrawn('간판')
    await tab.locator('.screen .bottom p').first().waitFor()
    await tab.locator('.layer canvas').waitFor({ state: 'detached' })
    await tab.route('**/libass-*/**', (route) => route.abort())
    await openSheet(tab, 'a')
    await tab.getByRole('dialog').locator('label').filter({ hasText: 'Signs' }).locator('input').check({ force: true })
    await tab.keyboard.press('Escape')
    await until(() => tab.locator('.layer canvas').count(), (count) => count === 0, 'given up', 40_000)
    await until(() => tab.locator('.screen .bottom p').count(), (count) => count > 0, 'text')
    await tab.context().close()
  })

  test('PGS pictures where they stand on the disc, and said plainly when they cannot be drawn', async () => {
    const tab = await watchDrawn('日本語')
    const { top, strongest } = await until(() => painted(tab), ({ share }) => share > 0.01, 'painted', 20_000)
    assert.ok(Math.abs(top - 150) < 3, `at 600 of 720: ${top}`)
    assert.ok(Math.min(...strongest.slice(0, 3)) > 200, `white: ${strongest}`)
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
    const other = await server.page({ language: 'en', path: '/watch/e3-1-1' })
    await other.route('**/pictures.sup', (route) => route.fulfill({ status: 500 }))
    await begin(other)
    await until(() => video(other), ({ at: seconds, paused }) => seconds > 0.2 && !paused, 'playing')
    await openSheet(other, 'a')
    await other.getByRole('dialog').locator('label').filter({ hasText: '日本語' }).locator('input').check({ force: true })
    await other.getByText('These subtitles are pictures and could not be drawn').waitFor()
    assert.deepEqual(await violations(other), [])
    await other.context().close()
  })

  test('never, of a kind nothing here draws: named, with the reason, and not to be chosen', async () => {
    const tab = await server.page({ language: 'en', path: '/watch/e3-1-1' })
    await begin(tab)
    await openSheet(tab, 'a')
    const row = tab.getByRole('dialog').locator('label').filter({ hasText: 'français' })
    assert.match(await row.innerText(), /VobSub[^]*Pictures of a kind that cannot be drawn yet/)
    assert.ok(await row.locator('input').isDisabled())
    assert.match(await tab.getByRole('dialog').locator('label').filter({ hasText: '5.1' }).innerText(), /DTS would have to be converted first/)
    assert.equal(await tab.getByRole('dialog').locator('label').filter({ hasText: '日本語' }).count(), 1, 'PGS is offered, and not refused beside it')
    assert.deepEqual(await violations(tab), [])
    await tab.context().close()
  })
})
