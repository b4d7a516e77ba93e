// The player for whoever uses no pointer, and by the rules of accessibility.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onMock, until, video, violations } from './harness.mjs'
import { begin, episode, goTo, openSheet, pause, server, watch, watchKnown } from './watching.mjs'

const named = { en: { look: 'Subtitle style', tracks: 'Audio and subtitles', playback: 'Playback', more: 'More' }, ko: { look: '자막 스타일', tracks: '음성과 자막', playback: '재생 설정', more: '더 보기' } }

describe('the player has no accessibility violation', onMock, () => {
  for (const screen of ['desktop', 'phone']) {
    for (const language of ['ko', 'en']) {
      test(`${screen}, ${language}: paused, with its sheets, its songs and what it offers`, async () => {
        const next = { ...episode.next, season: 1, number: 2, title: 'After', duration: 60, artwork: {}, playable: true }
        const tab = await watchKnown({ screen, language, next, still: true })
        await pause(tab)
        await goTo(tab, 9)
        await tab.locator('.pill').waitFor()
        assert.deepEqual(await violations(tab), [], 'paused, where something may be skipped')
        for (const key of ['a', '?']) {
          await openSheet(tab, key)
          assert.deepEqual(await violations(tab), [], key)
          await tab.keyboard.press('Escape')
          await tab.getByRole('dialog').waitFor({ state: 'detached' })
        }
        // Those that are opened by a press alone; on a phone one leads to another.
        const names = named[language]
        for (const way of [screen === 'phone' ? [names.more, names.playback] : [names.playback], [undefined, names.look]]) {
          if (way[0]) await tab.locator('.buttons').getByRole('button', { name: way[0], exact: true }).click()
          else await openSheet(tab, 'a')
          if (way[1]) await tab.getByRole('dialog').getByRole('button', { name: way[1] }).click()
          await tab.getByRole('dialog', { name: way.at(-1) }).waitFor()
          assert.deepEqual(await violations(tab), [], way.at(-1))
          await tab.keyboard.press('Escape')
          // The look of subtitles leads back to their list.
          if (way[1] === names.look) {
            await tab.getByRole('dialog', { name: named[language].tracks }).waitFor()
            await tab.keyboard.press('Escape')
          }
          await tab.getByRole('dialog').waitFor({ state: 'detached' })
        }
        for (const [seconds, card] of [[51, '.card.bonus'], [65, '.card.next']]) {
          await goTo(tab, seconds)
          await tab.locator(card).waitFor()
          assert.deepEqual(await violations(tab), [], card)
        }
        await tab.keyboard.press('t')
        await tab.getByRole('complementary').waitFor()
        assert.deepEqual(await violations(tab), [], 'songs')
        await tab.goto(`${server.base}/watch/e1-1-4`)
        await begin(tab)
        await until(() => video(tab), ({ paused }) => !paused, 'playing')
        await tab.keyboard.press('End')
        await tab.locator('.card.end').waitFor()
        assert.deepEqual(await violations(tab), [], 'the end of a series')
        assert.deepEqual(tab.faults, [])
        await tab.context().close()
      })
    }
  }
})

describe('whoever cannot use a pointer', onMock, () => {
  test('has focus held by each sheet, and given back to what opened it', async () => {
    for (const [screen, sheets] of [['desktop', ['Audio and subtitles', 'Playback', 'Keyboard']], ['phone', ['Audio and subtitles', 'More']]]) {
      const tab = await watch({ screen })
      await tab.keyboard.press('k')
      for (const name of sheets) {
        const button = tab.locator('.buttons').getByRole('button', { name, exact: true })
        await button.focus()
        await tab.keyboard.press('Enter')
        await tab.getByRole('dialog').waitFor()
        const inside = () => tab.evaluate(() => document.querySelector('dialog[open]')?.contains(document.activeElement) ?? false)
        await until(inside, Boolean, `${name}: focus goes in`)
        for (let press = 0; press < 30; press += 1) {
          await tab.keyboard.press('Tab')
          // The browser itself has its turn between the last and the first: one look, since focus moves while it is looked for.
          const at = await tab.evaluate(() => (document.activeElement?.closest('dialog[open]') || document.activeElement === document.body ? '' : document.activeElement?.outerHTML.slice(0, 200)))
          assert.equal(at, '', `${name}: focus stays`)
        }
        await tab.keyboard.press('Escape')
        await tab.getByRole('dialog').waitFor({ state: 'detached' })
        await until(() => button.evaluate((element) => element === document.activeElement), Boolean, `${name}: focus comes back`)
      }
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    }
  })

  test('begins in a sheet at what is chosen', async () => {
    const tab = await watch()
    await tab.keyboard.press('k')
    await openSheet(tab, 'a')
    await until(() => tab.evaluate(() => document.activeElement?.matches('input[name=audio]:checked')), Boolean, 'at the audio one hears')
    await tab.keyboard.press('Escape')
    await tab.getByRole('dialog').waitFor({ state: 'detached' })
    await tab.context().close()
  })

  test('does not play, seek or leave while composing a syllable', async () => {
    const tab = await watch()
    await tab.keyboard.press('k')
    await until(() => video(tab), ({ paused }) => paused, 'paused')
    const before = await video(tab)
    await tab.evaluate(() => {
      for (const code of ['KeyK', 'KeyJ', 'KeyM', 'KeyS', 'Space', 'Enter', 'Digit5', 'ArrowRight', 'Escape'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key: 'Process', isComposing: true, bubbles: true, cancelable: true }))
    })
    await tab.waitForTimeout(500)
    assert.deepEqual(await video(tab), before)
    // The same places on a Hangul keyboard, with nothing being composed, are keys as ever.
    await tab.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyM', key: 'ㅡ', bubbles: true, cancelable: true })))
    await until(() => video(tab), ({ muted }) => muted, 'muted')
    await tab.context().close()
  })
})
