// Words over the lightest pictures there can be, measured pixel by pixel: what axe cannot judge.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, open, settled, until, video } from './harness.mjs'

let server
before(async () => (server = await open()))
after(() => server.close())

describe('words over pictures', onMock, () => {
  before(() => server.scene({ artwork: 'white' }))
  after(() => server.scene({}))

  /** The lightest pixel behind the words, as contrast with them. */
  async function contrastBehind(tab, place) {
    // The element, not the place: hidden, it would no longer be found by being seen.
    const locator = await place.elementHandle()
    // Of the words themselves, as far as they are shown: their paragraph may be wider, and they may be cut.
    const box = await locator.evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      const [words, own] = [element instanceof SVGElement ? element : range, element].map((each) => each.getBoundingClientRect())
      const [x, y] = [Math.max(words.x, own.x), Math.max(words.y, own.y)]
      return { x, y, width: Math.min(words.right, own.right) - x, height: Math.min(words.bottom, own.bottom) - y }
    })
    const ink = await locator.evaluate((element) => {
      const { color } = getComputedStyle(element)
      const canvas = new OffscreenCanvas(1, 1).getContext('2d')
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      Object.assign(element.style, { color: 'transparent', transition: 'none' })
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
    })
    const image = await tab.screenshot({ clip: { x: Math.max(0, box.x), y: Math.max(0, box.y), width: box.width, height: box.height } })
    // Elsewhere: the policy of our pages lets nothing decode what it is given.
    const lightest = await (tab.helper ??= await tab.context().newPage()).evaluate(async (data) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
      const context = canvas.getContext('2d')
      context.drawImage(bitmap, 0, 0)
      const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height)
      const linear = (channel) => ((channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
      let most = 0
      for (let at = 0; at < pixels.length; at += 4) most = Math.max(most, 0.2126 * linear(pixels[at]) + 0.7152 * linear(pixels[at + 1]) + 0.0722 * linear(pixels[at + 2]))
      return most
    }, image.toString('base64'))
    await locator.evaluate((element) => (element.style.color = ''))
    const linear = (channel) => ((channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
    const light = 0.2126 * linear(ink[0]) + 0.7152 * linear(ink[1]) + 0.0722 * linear(ink[2])
    return (light + 0.05) / (lightest + 0.05)
  }

  /** Words need 4.5 : 1, large ones and pictograms 3 : 1; `least` is asked of all of them. */
  async function measure(tab, what, names, least = 4.5) {
    const tooFaint = []
    for (const name of names) {
      const contrast = await contrastBehind(tab, tab.locator(name).filter({ visible: true }).first())
      console.log(`over white ${what}, ${name}: ${contrast.toFixed(1)} : 1`)
      if (contrast < least) tooFaint.push(`${what}, ${name}: ${contrast}`)
    }
    assert.deepEqual(tooFaint, [])
  }

  for (const screen of ['desktop', 'phone']) {
    test(`are legible over white artwork (${screen})`, async () => {
      const tab = await server.page({ path: '/series/s2', screen, still: true })
      await tab.locator('h1').waitFor()
      await settled(tab)
      await measure(tab, `artwork, ${screen}`, ['.hero .reason', '.hero h1', '.hero .original', '.hero .facts', '.hero .plot p', '.language .word', '.logo text', ...(screen === 'desktop' ? ['header nav a'] : [])])
      await tab.goto(server.base)
      await tab.locator('.hero .lines p').first().waitFor()
      await settled(tab)
      await measure(tab, `artwork, home, ${screen}`, ['.hero h2', '.hero .facts', '.hero .lines p'])
      await tab.context().close()
    })

    test(`are legible over a white film (${screen})`, async () => {
      const tab = await server.page({ path: '/series/s1', screen, still: true, kept: { 'bonustrack.player.1': { captions: 'ko' } } })
      await tab.locator('ol a.still').first().click()
      await until(() => video(tab).catch(() => ({ at: 0 })), ({ at }) => at > 0.2, 'playing')
      await tab.evaluate(() => {
        const film = document.querySelector('video')
        film.style.filter = 'brightness(0) invert(1)'
        // Also where the picture leaves room: as high as the screen is.
        film.style.background = '#fff'
        film.currentTime = 41
      })
      await tab.keyboard.press('k')
      await tab.locator('.now button').waitFor()
      await tab.locator('.layer p span').first().waitFor()
      await tab.locator('.controls.shown').waitFor()
      await until(() => tab.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length), (moving) => moving === 0, 'at rest')
      await measure(tab, `film, ${screen}`, ['.titles p', '.titles h1', '.time span', '.time .length', '.now b', '.layer p span'])
      await measure(tab, `film, ${screen}`, ['.back svg', '.buttons button svg', ...(screen === 'phone' ? ['.centre button svg'] : [])], 3)
      await tab.context().close()
    })

    test(`are legible over a white film that is waited for (${screen})`, async () => {
      const tab = await server.page({ path: '/watch/e13-1-3', screen, still: true, clock: true })
      const start = tab.getByRole('button', { name: '눌러서 재생' })
      await until(async () => (await start.count()) > 0 || ((await video(tab).catch(() => undefined))?.at ?? 0) > 0.2, Boolean, 'there')
      if (await start.count()) await start.click()
      await until(() => video(tab), ({ at }) => at > 0.2, 'playing')
      await tab.evaluate(() => Object.assign(document.querySelector('video').style, { filter: 'brightness(0) invert(1)', background: '#fff' }))
      await tab.route('**/*.m4s', () => undefined)
      await tab.keyboard.press('9')
      await tab.locator('.waiting').waitFor()
      await tab.clock.fastForward(8_000)
      await tab.locator('.waiting p').waitFor()
      await until(() => tab.locator('.waiting').evaluate((element) => getComputedStyle(element).opacity), (opacity) => opacity === '1', 'shown')
      await measure(tab, `film that is waited for, ${screen}`, ['.waiting p', '.waiting button'])
      await tab.context().close()
    })
  }
})
