// Searching: what is shown of an answer, and when one is asked for.
import { describe, expect, test, vi } from 'vitest'
import type { Match } from '../../src/api/types'
import { speak } from '../../src/i18n/catalogue'
import { filmography } from '../../src/people/filmography'
import { progressBook } from '../../src/progress/local_book.svelte'
import { hitGroups, reasonFor } from '../../src/search/hits'
import { kRestMs, LiveSearch } from '../../src/search/live.svelte'
import { isSearch } from '../../src/search/recent.svelte'
import { minute, progress } from './progress_of'

describe('a search', () => {
  const hit = (match: Match, matched: string) => ({ match, matched })
  test.each<[string, string, { match: Match; matched: string }, string]>([
    ['does not repeat what is shown', '금새록', hit('exact', '금새록'), ''],
    ['does not repeat it in another case or with other marks', 'Soundtrack #2', hit('prefix', 'soundtrack 2'), ''],
    ['names the other spelling that was found', '공유', hit('exact', 'Gong Yoo'), 'Found as Gong Yoo'],
    ['says that it only sounds alike', '금새록', hit('sound', 'Keum Sae-rok'), 'Sounds like Keum Sae-rok'],
    ['says that a slip was forgiven', '금새록', hit('typo', 'Keum Sae-rok'), 'Spelled like Keum Sae-rok'],
    ['says so without repeating what is shown', '금새록', hit('sound', '금새록'), 'Sounds like it'],
  ])('%s', async (_, shown, found, reason) => {
    await speak('pages', 'en')
    expect(reasonFor(shown, found)).toBe(reason)
  })

  test('shows only groups that hold something, titles first', () => {
    const groups = hitGroups({
      titles: [{ id: 1, title: '환승', names: ['환승'], matched: '환승', match: 'exact', year: 2024, artwork: { poster: { url: '/p' } } }],
      people: [], episodes: [], lines: [],
      songs: [{ id: 9, title: '환승역', names: ['환승역'], matched: '환승역', match: 'prefix', artist: '', cover: { url: '/c' }, series: { id: 1, title: '환승' } }],
    })
    expect(groups.map((group) => [group.name, group.rows.map((row) => [row.href, row.facts])])).toEqual([['titles', [['/series/1', '2024']]], ['songs', [['/songs/9', '환승']]]])
    expect([groups[0]?.rows[0]?.picture?.url, groups[1]?.rows[0]?.cover?.url]).toEqual(['/p', '/c'])
  })

  test('shows a line one has come to with its place, and neither words nor place of one ahead', async () => {
    await speak('pages', 'en')
    const line = (time: number) => ({ text: 'rain', time, language: 'en', match: 'exact' as const, matched: 'rain', series: { id: 1, title: 'Goblin' }, episode: { id: 3, title: '', season: 1, number: 2 } })
    vi.spyOn(progressBook, 'of').mockReturnValue(progress({ positionMs: minute }))
    const groups = hitGroups({ titles: [], people: [], songs: [], episodes: [], lines: [line(59.6), line(61)] })
    expect(groups[0]?.rows.map(({ still }) => still?.picture.url)).toEqual(['/api/v1/episodes/3/still?at=59', undefined])
    expect(groups[0]?.rows.map(({ name, ahead, reason }) => [name, ahead, reason])).toEqual([['rain', undefined, ''], ['A line in E2, which you have not come to yet', true, '']])
    vi.restoreAllMocks()
  })

  test('shows an episode without a title by its number, and how its series was found', async () => {
    await speak('pages', 'en')
    const found = { id: 3, title: '', names: [], matched: '도깨비', match: 'sound' as const, series: { id: 1, title: 'Goblin' }, season: 1, number: 2 }
    const titled = { ...found, id: 4, title: 'First snow', names: ['First snow'], matched: 'Goblin', match: 'exact' as const }
    const groups = hitGroups({ titles: [], people: [], songs: [], lines: [], episodes: [found, titled] })
    expect(groups[0]?.rows.map((row) => [row.name, row.facts, row.reason])).toEqual([['E2', 'Goblin', 'Sounds like 도깨비'], ['First snow', 'Goblin · E2', '']])
    expect(groups[0]?.rows.map((row) => row.still?.picture.url)).toEqual(['/api/v1/episodes/3/still?at=45', '/api/v1/episodes/4/still?at=45'])
  })

  test.each([1, '', null, 'x'.repeat(101)])('remembers nothing of %j', (value) => {
    expect(isSearch(value)).toBe(false)
  })

  test('asks once after a rest, and the last answer wins', async () => {
    vi.useFakeTimers()
    const answers = new Map<string, (body: unknown) => void>()
    vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) =>
      new Promise((done, fail) => {
        signal.addEventListener('abort', () => fail(new Error('aborted')))
        answers.set(new URL(url, 'http://x').searchParams.get('q') ?? '', (body) => done({ ok: true, headers: new Headers(), json: () => Promise.resolve(body) }))
      }))
    const empty = { titles: [], people: [], episodes: [], songs: [], lines: [] }
    const search = new LiveSearch()
    for (const text of ['ㄱ', '그', '금']) {
      search.ask(text)
      vi.advanceTimersByTime(kRestMs - 20)
    }
    expect([...answers.keys()]).toEqual([])
    vi.advanceTimersByTime(20)
    expect([...answers.keys()]).toEqual(['금'])
    search.ask('금새')
    vi.advanceTimersByTime(kRestMs)
    answers.get('금새')?.(empty)
    answers.get('금')?.({ ...empty, titles: [1] })
    await vi.runAllTimersAsync()
    expect([search.answered, search.results]).toEqual(['금새', empty])
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
})

test('a person is listed once a series and kind of work, the newest first', () => {
  const credit = (id: number, type: string, role: string, episodes = 0) => ({ series: { id, title: `${id}` }, type, role, episodes })
  const work = filmography([credit(1, 'actor', '은수'), credit(1, 'actor', '지호'), credit(2, '', '', 3), credit(1, 'director', '')],
    [{ id: 1, title: '1', year: 2020, artwork: {}, episode_count: 1 }, { id: 2, title: '2', year: 2024, artwork: {}, episode_count: 3 }])
  expect(work.map((group) => [group.title, group.entries.map((entry) => [entry.series.id, entry.note])])).toEqual([
    ['role.actor', [[2, '3 episodes'], [1, '은수, 지호']]],
    ['role.director', [[1, '']]],
  ])
})
