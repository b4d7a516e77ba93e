// The player under a thumb: one tap for the controls, two at a side for ten seconds.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onMock, until } from './harness.mjs'
import { at, goTo, label, pause, watchKnown } from './watching.mjs'

const kLeft = 60
const kRight = 330
const kMiddle = 200

describe('the player on a phone', onMock, () => {
  const shown = (tab) => tab.locator('.controls.shown').count()

  test('shows its controls at a tap and hides them at the next', async () => {
    const tab = await watchKnown({ screen: 'phone', clock: true })
    await goTo(tab, 30)
    await tab.evaluate(() => document.activeElement?.blur())
    await tab.clock.fastForward(5_000)
    await until(() => shown(tab), (count) => count === 0, 'hidden by themselves')
    await tab.touchscreen.tap(kMiddle, 300)
    await tab.locator('.controls.shown').waitFor()
    await tab.clock.fastForward(3_500)
    await tab.clock.runFor(300)
    assert.equal(await shown(tab), 1, 'a thumb is given longer than a pointer')
    await tab.touchscreen.tap(kMiddle, 300)
    await tab.locator('.controls:not(.shown)').waitFor({ state: 'attached', timeout: 3_000 })
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('steps ten seconds at two taps at a side, and not at two in the middle', async () => {
    const tab = await watchKnown({ screen: 'phone' })
    await pause(tab)
    await goTo(tab, 30)
    const place = () => label(tab)
    // The element has gone there before the player has noticed.
    await until(place, (words) => words.startsWith('30'), 'at 30 s')
    const twice = async (x) => {
      // As quick as two taps are: sent one after the other, they would be as far apart as a busy machine puts them.
      await tab.evaluate((where) => {
        const film = document.querySelector('video')
        for (let tap = 0; tap < 2; tap += 1) film.dispatchEvent(new PointerEvent('pointerup', { pointerType: 'touch', clientX: where, clientY: 300, button: 0, bubbles: true }))
      }, x)
    }
    await twice(kRight)
    await until(() => at(tab), (seconds) => Math.abs(seconds - 40) < 1, 'ten seconds on')
    await twice(kLeft)
    await until(() => at(tab), (seconds) => Math.abs(seconds - 30) < 1, 'and back')
    const before = await place()
    await twice(kMiddle)
    assert.equal(await place(), before)
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('says at that side how far taps have led, together while they go on', async () => {
    const tab = await watchKnown({ screen: 'phone' })
    await pause(tab)
    await goTo(tab, 30)
    const said = await tab.evaluate(async (where) => {
      const seen = []
      new MutationObserver(() => {
        const words = document.querySelector('.mark b')?.textContent
        if (words && seen.at(-1) !== words) seen.push(words)
      }).observe(document.body, { childList: true, subtree: true, characterData: true })
      for (let tap = 0; tap < 3; tap += 1) {
        document.querySelector('video').dispatchEvent(new PointerEvent('pointerup', { pointerType: 'touch', clientX: where, clientY: 300, button: 0, bubbles: true }))
        await new Promise((done) => setTimeout(done, 20))
      }
      await new Promise((done) => setTimeout(done, 300))
      return seen
    }, kRight)
    assert.deepEqual(said, ['10', '20'])
    await tab.locator('.mark').waitFor({ state: 'detached' })
    await tab.context().close()
  })
})
