// No page has an accessibility violation that axe can tell of: each page in each state once, in both languages and widths. What goes wrong is
// in states.test.mjs, the player in player_access.test.mjs and player_faults.test.mjs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { onMock, open, screens, settled, violations } from './harness.mjs'
import { placesIn } from './kept.mjs'

let server
let kept
before(async () => {
  server = await open()
  const get = async (path) => (await fetch(server.base + path)).json()
  const series = await get('/api/v1/series/s1')
  const { id, title, artist, album, cover, series: of } = (await get('/api/v1/songs')).songs[0]
  kept = {
    'bonustrack.progress.1': placesIn(series, [0.5, 0.2]), 'bonustrack.searches.1': ['비', 'rain'],
    'bonustrack.list.1': [{ id: 's2', title: 'Soundtrack #1', artwork: series.artwork, episode_count: 4 }], 'bonustrack.songs.1': [{ id, title, artist, album, cover, series: of }],
  }
})
after(() => server.close())

const press = (what) => async (tab) => tab.locator(what).first().click()
const visits = [
  ['home', '/'], ['a series of seasons', '/series/s5'], ['a series with an episode that cannot be played', '/series/s4'], ['a series without pictures', '/series/s14'],
  ['the library', '/library'], ['its filters', '/library', press('[aria-haspopup=dialog]')], ['the library narrowed to nothing', '/library?genre=none-of-these'],
  ['songs', '/songs'], ['soundtracks', '/albums'], ['the server', '/server'], ['a series for one of them', '/albums', press('button.add')], ['a song, and a scene not seen that was pressed', '/songs/1', press('a.scene:not(:has(img))')], ['a song without scenes', '/songs/5'], ['a person', '/people/1'],
  ['search', '/search'], ['titles, songs and lines', '/search?q=rain'], ['people', '/search?q=keum'], ['episodes', '/search?q=%EC%9A%B0%EC%82%B0'], ['nothing found', '/search?q=zzxqqkw'],
  ['a series that is not there', '/series/none'], ['an extra that is not there', '/extras/99'], ['a page that is not there', '/nowhere'],
]
/** Of who has been here before. */
const visitsAgain = [
  ['home', '/'], ['a series, its scenes open', '/series/s1', async (tab) => {
    await tab.locator('main li button[aria-expanded=false][aria-controls]').first().click()
    await tab.locator('a.scene').last().click()
  }], ['songs, some of them saved', '/songs'], ['a song with scenes that were seen', '/songs/1'], ['search', '/search'], ['home, and a way back from what was taken away', '/', press('.forget')],
]

describe('no page has an accessibility violation', onMock, () => {
  for (const screen of Object.keys(screens)) {
    for (const language of ['ko', 'en']) {
      for (const [who, pages, keeps] of [['to who is new', visits, () => ({})], ['to who has been here', visitsAgain, () => kept]]) {
        test(`${screen}, ${language}, ${who}`, async () => {
          const tab = await server.page({ screen, language, still: true, kept: keeps(), path: '/favicon.svg' })
          for (const [what, path, then] of pages) {
            await tab.goto(server.base + path)
            await tab.locator('h1').first().waitFor({ state: 'attached' })
            await settled(tab)
            if (then) {
              await then(tab)
              await settled(tab)
            }
            assert.deepEqual(await violations(tab), [], what)
          }
          assert.deepEqual(tab.faults, [])
          await tab.context().close()
        })
      }
    }
  }
})
