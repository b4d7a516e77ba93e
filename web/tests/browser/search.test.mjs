// Searching in Chromium: as one types, in any spelling, with the keys alone, and with an input method half-way through a syllable.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, onServer, open, until, violations } from './harness.mjs'

let server
let title
let person
before(async () => {
  server = await open()
  const { series } = await (await fetch(`${server.base}/api/v1/series?limit=50`)).json()
  title = series.find((entry) => /[가-힣]{2}/.test(entry.title))?.title ?? series[0].title
  const details = await Promise.all(series.slice(0, 3).map(async ({ id }) => (await fetch(`${server.base}/api/v1/series/${encodeURIComponent(id)}`)).json()))
  person = details.flatMap((entry) => entry.people ?? [])[0]
})
after(() => server.close())

const field = (tab) => tab.getByRole('searchbox')
const names = (tab) => tab.locator('main [data-hit] .name').allTextContents()
const address = (tab) => tab.evaluate(() => decodeURIComponent(location.search))
/** A word of the title, without what a viewer would not type. */
const word = () => title.split(/[\s#]+/).find((part) => part.length > 1)

describe('searching', () => {
  test('answers as one types, from any page, and the address keeps the question', onServer, async () => {
    const tab = await server.page({ language: 'en' })
    await field(tab).click()
    await tab.keyboard.type(word(), { delay: 30 })
    await until(() => names(tab), (found) => found.includes(title), 'found')
    assert.equal(await address(tab), `?q=${word()}`)
    assert.equal(await field(tab).inputValue(), word())
    await tab.reload()
    await until(() => names(tab), (found) => found.includes(title), 'found again')
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('shows the poster of a title and the cover of a song', onServer, async () => {
    const { titles } = await (await fetch(`${server.base}/api/v1/search?q=${encodeURIComponent(word())}`)).json()
    const { songs } = await (await fetch(`${server.base}/api/v1/songs?limit=50`)).json()
    const pictured = songs.find((song) => song.cover && song.title.length > 3)
    const tab = await server.page({ path: `/search?q=${encodeURIComponent(word())}` })
    const loaded = (locator) => until(() => locator.first().evaluate((image) => image.complete && image.naturalWidth > 0), Boolean, 'picture')
    const shown = titles.find((hit) => hit.artwork.poster)
    if (shown) await loaded(tab.locator(`main .titles img[src^="${shown.artwork.poster.url}"]`))
    await tab.goto(`${server.base}/search?q=${encodeURIComponent(pictured.title)}`)
    await loaded(tab.locator(`main .songs img[src^="${pictured.cover.url}"]`))
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('shows the picture of an episode once it is in sight', onServer, async () => {
    const { series } = await (await fetch(`${server.base}/api/v1/series?limit=1`)).json()
    const detail = await (await fetch(`${server.base}/api/v1/series/${encodeURIComponent(series[0].id)}`)).json()
    const named = detail.seasons.flatMap(({ episodes }) => episodes).find((entry) => entry.title && entry.playable)
    const { episodes } = await (await fetch(`${server.base}/api/v1/search?q=${encodeURIComponent(named.title)}`)).json()
    const tab = await server.page({ path: `/search?q=${encodeURIComponent(named.title)}` })
    const { artwork } = await (await fetch(`${server.base}/api/v1/episodes/${encodeURIComponent(episodes[0].id)}`)).json()
    const still = tab.locator(`main .episodes img[src*="${artwork.thumb.url}"]`)
    assert.equal(await still.getAttribute('loading'), 'lazy')
    await still.scrollIntoViewIfNeeded()
    await until(() => still.evaluate((image) => image.complete && image.naturalWidth > 0), Boolean, 'the picture')
    assert.deepEqual(tab.faults, [])
    await tab.context().close()
  })

  test('asks once for a word that is typed at a run', onServer, async () => {
    const tab = await server.page({ path: '/search' })
    const asked = []
    tab.on('request', (request) => request.url().includes('/api/v1/search') && asked.push(new URL(request.url()).searchParams.get('q')))
    await field(tab).waitFor()
    await field(tab).evaluate((input, text) => {
      for (let end = 1; end <= text.length; end += 1) {
        input.value = text.slice(0, end)
        input.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }
    }, word())
    await until(() => names(tab), (found) => found.includes(title), 'found')
    assert.deepEqual(asked, [word()])
    await tab.context().close()
  })

  test('finds with a syllable half typed, and leaves the input method its keys', onServer, async () => {
    const tab = await server.page({ path: '/search', language: 'ko' })
    await field(tab).click()
    const session = await tab.context().newCDPSession(tab)
    const first = word()[0]
    const half = first.normalize('NFD')[0]
    // Conjoining jamo as a keyboard shows them alone.
    const shown = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'[half.charCodeAt(0) - 0x1100] ?? first
    for (const text of [shown, first, `${first}`]) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    await until(() => names(tab), (found) => found.includes(title), 'found while composing')
    assert.equal(await field(tab).inputValue(), first, 'the syllable being typed is left alone')
    const before = await address(tab)
    await field(tab).evaluate((input) => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', isComposing: true, bubbles: true })))
    await field(tab).evaluate((input) => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })))
    assert.equal(await tab.evaluate(() => document.activeElement?.getAttribute('role')), 'searchbox')
    assert.equal(await address(tab), before)
    await session.send('Input.insertText', { text: word() })
    await until(() => field(tab).inputValue(), (value) => value === word(), 'finished')
    await until(() => names(tab), (found) => found.includes(title), 'found')
    await tab.context().close()
  })

  test('is used with the keys alone, and what was opened is remembered', onServer, async () => {
    const tab = await server.page({ language: 'en' })
    await tab.locator('main section li').first().waitFor()
    await tab.keyboard.press('/')
    await tab.keyboard.type(word())
    await until(() => names(tab), (found) => found.includes(title), 'found')
    await tab.keyboard.press('ArrowDown')
    const focused = () => tab.evaluate(() => document.activeElement?.matches('[data-hit]'))
    await until(focused, Boolean, 'at the first hit')
    await tab.keyboard.press('ArrowUp')
    await until(() => tab.evaluate(() => document.activeElement?.getAttribute('role')), (role) => role === 'searchbox', 'back in the field')
    await tab.keyboard.press('Enter')
    await until(focused, Boolean, 'at the first hit again')
    await tab.keyboard.press('Enter')
    await tab.locator('h1:not(.unseen)').waitFor()
    await tab.goBack()
    await until(() => names(tab), (found) => found.includes(title), 'back at the results')
    await field(tab).click()
    await tab.keyboard.press('Escape')
    await tab.getByRole('heading', { name: 'Recent searches' }).waitFor()
    await tab.locator('main').getByRole('link', { name: word(), exact: true }).click()
    await until(() => names(tab), (found) => found.includes(title), 'asked again')
    await tab.context().close()
  })

  test('leads to a person', onServer, async (context) => {
    if (!person) return context.skip('the library names nobody')
    const tab = await server.page({ language: 'en', path: `/search?q=${encodeURIComponent(person.name)}` })
    await tab.locator(`main a[href="/people/${person.id}"]`).first().click()
    // Not the heading of the search, which names what was searched for and is only read aloud.
    await tab.locator('h1:not(.unseen)').filter({ hasText: person.name }).waitFor()
    await tab.locator('main section li a').first().waitFor()
    await tab.context().close()
  })

  test('finds a line of dialogue one has not come to without its words, and asks before it plays from there', onMock, async () => {
    const tab = await server.page({ language: 'en', path: `/search?q=${encodeURIComponent('끝까지')}` })
    const line = tab.locator('main section.lines a').first()
    await line.waitFor()
    assert.equal(await line.locator('.name').innerText(), 'A line in E1, which you have not come to yet')
    assert.ok(!(await tab.locator('main section.lines').innerText()).includes('끝까지'), 'its words are not shown')
    assert.match(await line.getAttribute('href'), /\?t=4$/)
    await line.click()
    await line.getByText('Play anyway').waitFor()
    assert.equal(await tab.evaluate(() => location.pathname), '/search')
    assert.deepEqual(await violations(tab), [])
    await line.click()
    await until(() => tab.evaluate(() => document.querySelector('video')?.currentTime ?? 0), (seconds) => seconds >= 4 && seconds < 12, 'plays from the line')
    await tab.context().close()
  })

  test('says plainly when there is nothing', onServer, async () => {
    const tab = await server.page({ language: 'ko', path: '/search?q=zzxqqkw' })
    await tab.getByRole('heading', { name: '‘zzxqqkw’로 찾은 것이 없어요' }).waitFor()
    await tab.context().close()
  })

  test('says when a name only sounds alike', onMock, async () => {
    const tab = await server.page({ language: 'en', path: '/search?q=keum' })
    await tab.getByText('Sounds like Keum Sae-rok').waitFor()
    await tab.context().close()
  })

  test('that fails says so and can be tried again', onMock, async () => {
    await server.scene({ fail: '/api/v1/search' })
    const tab = await server.page({ language: 'en', path: '/search?q=rain' })
    const again = tab.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    await server.scene({})
    await again.click()
    await until(() => names(tab), (found) => found.length > 0, 'found')
    await tab.context().close()
  })
})
