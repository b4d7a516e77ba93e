// Recap, intro, credits and bonus track; the songs of an episode.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onMock, until, video, violations } from './harness.mjs'
import { placesIn } from './kept.mjs'
import { at, begin, episode, goTo, openSheet, pause, server, watchKnown } from './watching.mjs'

describe('the parts of an episode', onMock, () => {
  test('recap and intro are skipped by their button and by S, each to its end', async () => {
    const tab = await watchKnown()
    await pause(tab) // each lasts some seconds, and a machine may be busy for longer
    await goTo(tab, 2)
    await tab.getByRole('button', { name: 'Skip recap' }).click()
    await until(() => at(tab), (seconds) => seconds >= 8 && seconds < 9, 'recap skipped')
    await tab.getByRole('button', { name: 'Skip intro' }).waitFor()
    await tab.keyboard.press('s')
    await until(() => at(tab), (seconds) => seconds >= 16 && seconds < 17, 'intro skipped')
    await tab.getByRole('button', { name: /^Skip/ }).waitFor({ state: 'detached' })
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('are skipped by themselves where the viewer asked for it, each once, and a press undoes it', async () => {
    const tab = await watchKnown()
    await goTo(tab, 3) // in the middle of the recap, which is not skipped then
    await tab.mouse.move(400, 300)
    await tab.getByRole('button', { name: 'Playback' }).click()
    await tab.getByLabel('Skip recaps and intros automatically').check({ force: true })
    await tab.keyboard.press('Escape')
    await goTo(tab, 6.5)
    await until(() => at(tab), (seconds) => seconds >= 16 && seconds < 20, 'the intro was skipped as it began', 20_000)
    await tab.getByRole('button', { name: 'Undo' }).click()
    await until(() => at(tab), (seconds) => seconds >= 8 && seconds < 12, 'back at its beginning')
    await tab.waitForTimeout(1_000)
    assert.ok((await at(tab)) < 14, 'and it is left alone')
    await tab.context().close()
  })

  test('are offered for eight seconds, then with the controls', async () => {
    const tab = await watchKnown({ clock: true })
    await goTo(tab, 9)
    const pill = tab.getByRole('button', { name: 'Skip intro' })
    await pill.waitFor()
    assert.equal((await pill.boundingBox()).height, 52)
    await tab.evaluate(() => document.activeElement?.blur())
    await tab.clock.fastForward(5_000)
    await tab.locator('.controls:not(.shown)').waitFor({ state: 'attached' })
    assert.equal(await pill.count(), 1)
    await tab.clock.fastForward(3_000)
    await pill.waitFor({ state: 'detached' })
    await tab.mouse.move(400, 300)
    await pill.waitFor()
    await tab.context().close()
  })

  test('at the credits the bonus track comes first, and nothing covers it', async () => {
    const tab = await watchKnown()
    await pause(tab) // however long this takes, the credits last
    await goTo(tab, 51)
    const card = tab.getByRole('group', { name: 'There is more after the credits' })
    await card.waitFor()
    assert.equal(await tab.getByRole('button', { name: 'Play now' }).count(), 0)
    await tab.keyboard.press('s')
    await until(() => at(tab), (seconds) => seconds >= 56 && seconds < 57, 'at the bonus track')
    await card.waitFor({ state: 'detached' })
    await tab.evaluate(() => document.activeElement?.blur())
    assert.equal(await tab.locator('.corner > *').count(), 0)
    await tab.keyboard.press('s')
    await tab.keyboard.press('k')
    await until(() => at(tab), (seconds) => seconds > 56.5, 'it plays')
    assert.ok((await at(tab)) < 63, 'S does not leave the bonus track')
    await tab.context().close()
  })

  for (const [screen, size] of [['phone', { width: 390, height: 844 }], ['desktop', { width: 900, height: 640 }]]) {
    test(`are offered above the songs, where those lie over the picture (${screen})`, async () => {
      const tab = await watchKnown({ screen })
      await tab.setViewportSize(size)
      await pause(tab)
      await goTo(tab, 51)
      await tab.locator('.corner .card').waitFor()
      await tab.keyboard.press('t')
      await tab.getByRole('complementary').waitFor()
      await tab.getByRole('button', { name: 'Play the bonus track' }).click()
      await until(() => at(tab), (seconds) => seconds >= 56 && seconds < 57, 'at the bonus track')
      await tab.context().close()
    })
  }

  test('after three episodes that nobody touched, the fourth asks', async () => {
    const tab = await server.page({ language: 'en', path: '/series/s3', clock: true })
    await tab.locator('ol a.still').first().click()
    for (let number = 1; ; number += 1) {
      const path = `/watch/e3-1-${number}`
      await until(() => tab.evaluate(() => location.pathname), (now) => now === path, path)
      await until(() => video(tab).catch(() => ({ at: 0 })), ({ at: seconds }) => seconds > 0.1, 'playing')
      await tab.evaluate(() => (document.querySelector('video').currentTime = document.querySelector('video').duration - 0.3))
      const card = tab.getByRole('group', { name: `E${number + 1}` })
      await card.waitFor()
      if (number === 4) {
        await card.getByText('Still watching?').waitFor()
        assert.equal(await tab.locator('.ring').count(), 0)
        break
      }
      await tab.clock.fastForward(10_500)
    }
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('the credits may be watched, and the next episode is offered after the bonus track', async () => {
    const next = { id: episode.next?.id ?? episode.id, season: 1, number: 2, title: 'After', duration: 60, artwork: {}, playable: true }
    const tab = await watchKnown({ next, still: true })
    await pause(tab)
    await goTo(tab, 51)
    await tab.getByRole('button', { name: 'Watch the credits' }).click()
    await tab.getByRole('group', { name: 'There is more after the credits' }).waitFor({ state: 'detached' })
    await goTo(tab, 65)
    await tab.getByRole('group', { name: /After/ }).waitFor()
    assert.equal(await tab.locator('.ring').count(), 0, 'nothing counts where motion is reduced')
    await tab.getByRole('button', { name: 'Close', exact: true }).click()
    await tab.getByRole('group', { name: /After/ }).waitFor({ state: 'detached' })
    await tab.keyboard.press('k')
    await until(() => at(tab), (seconds) => seconds > 65.5, 'the preview goes on')
    await tab.context().close()
  })

  test('the next episode begins by itself when the ring is full, and not while the picture is paused', async (context) => {
    if (!episode.next) return context.skip('no episode follows')
    const tab = await watchKnown({ clock: true })
    await goTo(tab, 65)
    await tab.locator('.ring').waitFor()
    await pause(tab)
    const path = () => tab.evaluate(() => location.pathname)
    const before = await path()
    await tab.clock.fastForward(15_000)
    await tab.clock.runFor(1_000)
    assert.equal(await path(), before)
    await tab.keyboard.press('k')
    await until(async () => (await tab.clock.fastForward(1_000), path()), (now) => now === `/watch/${encodeURIComponent(episode.next.id)}`, 'the next episode', 30_000)
    await tab.context().close()
  })
})

describe('after the last episode of an anthology’s instalment', onMock, () => {
  async function atTheEnd(id, options) {
    const tab = await server.page({ still: true, ...options, path: `/watch/${id}` })
    await begin(tab)
    await until(() => video(tab), ({ at: seconds, paused }) => seconds > 0.2 && !paused, 'playing')
    await tab.keyboard.press('End')
    return tab
  }
  for (const [language, screen, words, play, unseen] of [['en', 'desktop', 'Next in 사운드트랙', 'Play E1', 'E1 of this series'], ['ko', 'phone', '사운드트랙 다음 편', '1화 재생', '이 작품 1화']]) {
    test(`the next one is offered first, then what was not seen (${language}, ${screen})`, async () => {
      const tab = await atTheEnd('e2-1-4', { language, screen })
      const card = tab.getByRole('group', { name: 'Soundtrack #2' })
      await card.getByText(words).waitFor()
      await until(() => card.getByRole('link', { name: play, exact: true }).evaluate((link) => link === document.activeElement), Boolean, 'has the focus')
      assert.equal(await card.getByRole('link').first().textContent(), play)
      assert.equal(await card.getByRole('link', { name: unseen }).getAttribute('href'), '/watch/e2-1-1')
      const { x, width } = await card.boundingBox()
      assert.ok(x >= 0 && x + width <= (await tab.evaluate(() => innerWidth)))
      assert.deepEqual(await violations(tab), [])
      await card.getByRole('link', { name: play, exact: true }).click()
      await until(() => tab.evaluate(() => location.pathname), (path) => path === '/watch/e3-1-1', 'its first episode')
      assert.deepEqual(tab.faults, [])
      await tab.context().close()
    })
  }

  test('the end is told after the last instalment, and where the next cannot be asked for', async () => {
    const last = await atTheEnd('e3-1-6', { language: 'en' })
    await last.getByText('That was the last episode').waitFor()
    await last.getByRole('link', { name: 'Play E1' }).waitFor()
    await last.context().close()
    const lost = await server.page({ language: 'en', still: true, path: '/favicon.svg' })
    await lost.route('**/api/v1/series/s3', (route) => route.abort())
    await lost.goto(`${server.base}/watch/e2-1-4`)
    await begin(lost)
    await until(() => video(lost), ({ at: seconds, paused }) => seconds > 0.2 && !paused, 'playing')
    await lost.keyboard.press('End')
    await lost.getByRole('link', { name: 'Play E1' }).waitFor()
    await lost.getByText('That was the last episode').waitFor()
    await lost.context().close()
  })
})

describe('the next episode', onMock, () => {
  const path = (tab) => tab.evaluate(() => location.pathname)
  test('does not begin by itself while the picture is waited for', async () => {
    const tab = await watchKnown({ clock: true })
    await goTo(tab, 65)
    await tab.locator('.ring').waitFor()
    const before = await path(tab)
    await tab.evaluate(() => document.querySelector('video').dispatchEvent(new Event('waiting')))
    await tab.evaluate(() => Object.defineProperty(document.querySelector('video'), 'currentTime', { configurable: true, get: () => 66, set: () => undefined }))
    await tab.locator('.waiting').waitFor()
    await tab.clock.fastForward(12_000)
    assert.equal(await path(tab), before)
    await tab.context().close()
  })

  test('does not begin by itself while the server does not answer for it', async () => {
    const tab = await watchKnown({ clock: true })
    const next = `**/api/v1/episodes/${encodeURIComponent(episode.next.id)}`
    await tab.route(next, (route) => route.abort())
    await tab.keyboard.press('End')
    await tab.locator('.ring').waitFor()
    const before = await path(tab)
    for (let seconds = 0; seconds < 15; seconds += 1) await tab.clock.fastForward(1_000)
    assert.equal(await path(tab), before)
    await tab.unroute(next)
    await until(async () => (await tab.clock.fastForward(1_000), path(tab)), (now) => now === `/watch/${encodeURIComponent(episode.next.id)}`, 'the next episode', 30_000)
    await tab.context().close()
  })
})

test('what may be skipped makes way for the picture of the place that is looked for', onMock, async () => {
  const tab = await watchKnown()
  await tab.keyboard.press('k')
  const pill = tab.locator('.pill')
  await pill.waitFor()
  const bar = await tab.getByRole('slider', { name: 'Position' }).boundingBox()
  await tab.mouse.move(bar.x + bar.width * 0.97, bar.y + bar.height / 2)
  await tab.locator('.tip').waitFor()
  await until(() => pill.evaluate((element) => getComputedStyle(element).opacity), (opacity) => opacity === '0', 'out of the way')
  await tab.mouse.move(200, 200)
  await until(() => pill.evaluate((element) => getComputedStyle(element).opacity), (opacity) => opacity === '1', 'back')
  await tab.context().close()
})

test('how subtitles look is all in sight on a laptop, and Escape leads back to their list', onMock, async () => {
  const tab = await watchKnown({ still: true })
  await tab.keyboard.press('a')
  await tab.getByRole('button', { name: 'Subtitle style' }).click()
  const sheet = tab.getByRole('dialog', { name: 'Subtitle style' })
  await sheet.waitFor()
  for (const [width, height] of [[1280, 720], [1440, 900]]) {
    await tab.setViewportSize({ width, height })
    assert.ok(await sheet.evaluate((element) => element.scrollHeight <= element.clientHeight), `${width} by ${height}`)
  }
  await tab.keyboard.press('Escape')
  await tab.getByRole('dialog', { name: 'Audio and subtitles' }).waitFor()
  await tab.keyboard.press('Escape')
  await tab.getByRole('dialog').waitFor({ state: 'detached' })
  assert.ok((await tab.evaluate(() => location.pathname)).startsWith('/watch/'))
  await tab.context().close()
})

test('the episodes of the series are listed beside the picture, and another begins at a press', onMock, async () => {
  const all = await (await fetch(`${server.base}/api/v1/series/${episode.series.id}`)).json()
  const tab = await watchKnown({ kept: { 'bonustrack.progress.1': placesIn(all, [0, 1, 0.5]) } })
  await tab.getByRole('button', { name: 'Episodes' }).click()
  const sheet = tab.getByRole('dialog', { name: 'Episodes' })
  const rows = sheet.locator('li button')
  await until(() => rows.count(), (count) => count === all.seasons[0].episodes.length, 'all of them')
  assert.equal(await rows.nth(0).getAttribute('aria-current'), 'true')
  await until(() => rows.nth(0).evaluate((element) => element === document.activeElement), Boolean, 'the current one has focus')
  await rows.nth(1).getByText('Watched').waitFor()
  await rows.nth(2).getByText(/left$/).waitFor()
  assert.deepEqual(await violations(tab), [])
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('Enter')
  await until(() => tab.evaluate(() => location.pathname), (path) => path === `/watch/${all.seasons[0].episodes[1].id}`, 'the second')
  await until(() => video(tab).catch(() => ({ at: 0 })), ({ at: seconds }) => seconds > 0.2, 'playing')
  await tab.goBack()
  await until(() => tab.evaluate(() => location.pathname), (path) => path === `/series/${all.id}`, 'the series')
  assert.deepEqual(tab.faults, [])
  await tab.context().close()
})

test('each speed stands on one line', onMock, async () => {
  const tab = await watchKnown({ still: true })
  await tab.getByRole('button', { name: 'Playback' }).click()
  const box = await tab.getByRole('dialog').getByText('Normal', { exact: true }).boundingBox()
  assert.ok(box.height < 30, `${box.height}`)
  await tab.context().close()
})

describe('the end', onMock, () => {
  test('offers the first episode that was not seen, and says that everything was only when it was', async () => {
    const all = (await (await fetch(`${server.base}/api/v1/series/${episode.series.id}`)).json())
    const others = all.seasons[0].episodes.filter(({ id }) => id !== episode.id).map(({ id, number, title, duration }) => ({
      episodeId: id, seriesId: all.id, seriesTitle: all.title, season: 1, number, title, positionMs: duration * 1000, durationMs: duration * 1000, updatedAt: 1, artwork: {}, next: null,
    }))
    for (const [seen, text] of [[others.slice(0, -1), 'There are episodes you have not seen yet.'], [others, `You have seen everything of ${all.title} there is.`]]) {
      const tab = await watchKnown({ next: null, kept: { 'bonustrack.progress.1': seen } })
      await tab.keyboard.press('End')
      await tab.getByText(text).waitFor()
      assert.equal(await tab.locator('.corner a[href^="/watch/"]').count(), seen === others ? 0 : 1)
      assert.deepEqual(await violations(tab), [])
      await tab.context().close()
    }
  })

  test('counts down to no episode that this browser cannot play', async () => {
    const tab = await watchKnown()
    await tab.route(`**/api/v1/episodes/${encodeURIComponent(episode.next.id)}`, async (route) => {
      const answer = await (await route.fetch()).json()
      await route.fulfill({ json: { ...answer, versions: [], tracks: [{ kind: 'audio', codec: 'AC-3', codecs: 'x-unheard-of', carried: true }] } })
    })
    await tab.keyboard.press('End')
    await tab.locator('.corner').getByText('This browser cannot play this episode').waitFor()
    assert.equal(await tab.locator('.corner .ring').count(), 0)
    await tab.context().close()
  })
})

test('an address with a place is used once: loaded again, it goes on where one was', onMock, async () => {
  const tab = await server.page({ language: 'en', path: `/watch/${encodeURIComponent(episode.id)}?t=30` })
  await begin(tab)
  await until(() => tab.evaluate(() => location.search), (search) => search === '', 'the place is dropped')
  await goTo(tab, 50)
  await tab.reload()
  await begin(tab)
  await until(() => at(tab), (seconds) => seconds > 46 && seconds < 60, 'where one was')
  await tab.context().close()
})

test('Back closes the top of what lies over the picture, then leaves; the arrow at the top leaves at once', onMock, async () => {
  const tab = await watchKnown()
  const watching = `/watch/${encodeURIComponent(episode.id)}`
  const path = () => tab.evaluate(() => location.pathname)
  await tab.mouse.click(640, 300)
  await tab.keyboard.press('t')
  await tab.locator('.panel').waitFor()
  await openSheet(tab, 'a')
  await tab.goBack()
  await tab.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await tab.locator('.panel').count(), 1)
  await tab.goBack()
  await tab.locator('.panel').waitFor({ state: 'detached' })
  assert.equal(await path(), watching)
  // What was closed by its own key leaves nothing behind.
  await openSheet(tab, 'a')
  await tab.keyboard.press('Escape')
  await tab.getByRole('dialog').waitFor({ state: 'detached' })
  await tab.goBack()
  await until(path, (now) => now === `/series/${encodeURIComponent(episode.series.id)}`, 'left')
  await tab.goForward()
  await until(path, (now) => now === watching, 'there again')
  await until(() => video(tab).catch(() => ({ at: 0 })), ({ at: seconds }) => seconds > 0.2, 'playing')
  await tab.keyboard.press('t')
  await tab.locator('.panel').waitFor()
  await tab.mouse.move(300, 300)
  await tab.getByRole('link', { name: /^Back to/ }).click()
  await until(path, (now) => now === `/series/${encodeURIComponent(episode.series.id)}`, 'left at once')
  await tab.context().close()
})

describe('the songs of an episode', onMock, () => {
  test('appear by name when they sound, and in a panel without those still to come', async () => {
    const tab = await watchKnown()
    await goTo(tab, 19)
    const pill = tab.getByRole('button', { name: /^Now playing: 첫 곡/ })
    await pill.waitFor()
    assert.match(await tab.locator('[role=status]').filter({ hasText: '첫 곡' }).first().textContent(), /이소라/)
    await pill.click()
    const panel = tab.getByRole('complementary', { name: 'Songs in this episode' })
    await panel.waitFor()
    await until(() => panel.locator('b').allTextContents(), (titles) => titles.join() === '첫 곡', 'the first song alone')
    await until(() => panel.locator('img').first().evaluate((image) => image.complete && image.naturalWidth > 0), Boolean, 'its cover')
    await panel.getByText('2 songs you have not come to yet').waitFor()
    await until(() => tab.locator('video').boundingBox(), ({ width }) => width === 880, 'the picture moves over')
    await goTo(tab, 31)
    await until(() => panel.locator('b').allTextContents(), (titles) => titles.join() === '첫 곡,우산 하나', 'the second is told when it comes')
    assert.match(await panel.locator('li[aria-current]').textContent(), /우산 하나/)
    await panel.getByRole('button', { name: /^첫 곡/ }).click()
    await until(() => at(tab), (seconds) => Math.abs(seconds - 18) < 2, 'back at the first')
    assert.equal((await panel.locator('b').count()), 2, 'what was heard stays told')
    await tab.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    assert.equal(await tab.locator('video').count(), 1)
    await tab.context().close()
  })

  test('are not said aloud beside subtitles that say them', async () => {
    const tab = await watchKnown({ kept: { 'bonustrack.player.1': { captions: 'off', captionsOn: 'ko' } } })
    await pause(tab)
    await tab.keyboard.press('c')
    await tab.keyboard.press('Shift+C')
    await tab.getByText('Subtitles: 한국어 (청각장애인용)').waitFor()
    await goTo(tab, 19)
    await tab.getByRole('button', { name: /^Now playing: 첫 곡/ }).waitFor()
    assert.equal(await tab.locator('[role=status]').filter({ hasText: '첫 곡' }).count(), 0)
    await tab.context().close()
  })

  test('are saved from the panel, and stand on the page of songs until they are taken off', async () => {
    const tab = await watchKnown()
    await goTo(tab, 19)
    await tab.keyboard.press('t')
    const save = tab.getByRole('complementary').getByRole('button', { name: 'Save 첫 곡' })
    await save.click()
    await until(() => save.getAttribute('aria-pressed'), (pressed) => pressed === 'true', 'saved')
    await tab.goto(`${server.base}/songs`)
    const saved = tab.locator('main section').filter({ has: tab.getByRole('heading', { name: 'Saved songs' }) })
    await saved.locator('a[href="/songs/1"]').click()
    const button = tab.getByRole('button', { name: 'Save', exact: true })
    await until(() => button.getAttribute('aria-pressed'), (pressed) => pressed === 'true', 'saved there too')
    await button.click()
    await tab.getByRole('button', { name: 'Undo' }).click()
    await until(() => button.getAttribute('aria-pressed'), (pressed) => pressed === 'true', 'saved again')
    await button.click()
    await tab.goto(`${server.base}/songs`)
    await tab.locator('main a[href="/songs/1"]').first().waitFor()
    assert.equal(await saved.count(), 0)
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  for (const [stage, words, language] of [
    ['waiting', 'This episode has not been listened to yet.', 'en'], ['listened', '아직 이 회차를 들어 보지 못했어요.', 'ko'],
    ['unheard', 'The sound of this episode cannot be listened to.', 'en'], ['heard', 'No songs have been found in this episode.', 'en'],
  ]) {
    test(`are not said to be none before somebody has listened (${stage})`, async () => {
      const tab = await watchKnown({ language, cues: [], stage })
      await tab.keyboard.press('t')
      await tab.getByRole('complementary').getByText(words).waitFor()
      await tab.context().close()
    })
  }

  test('are reached by [ ] and T, on any layout', async () => {
    const tab = await watchKnown()
    await goTo(tab, 2)
    await tab.keyboard.press(']')
    await until(() => at(tab), (seconds) => seconds >= 18 && seconds < 21, 'the first song')
    await tab.keyboard.press(']')
    await until(() => at(tab), (seconds) => seconds >= 30 && seconds < 33, 'the second song')
    await tab.keyboard.press('[')
    await until(() => at(tab), (seconds) => seconds >= 18 && seconds < 21, 'back')
    await tab.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyT', key: 'ㅅ', bubbles: true })))
    await tab.getByRole('complementary').waitFor()
    await tab.keyboard.press('t')
    await tab.getByRole('complementary').waitFor({ state: 'detached' })
    await tab.context().close()
  })
})
