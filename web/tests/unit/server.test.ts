// What the server does by itself, in sentences.
import { beforeAll, expect, test } from 'vitest'
import type { Analysis, ScanStatus } from '../../src/api/types'
import { speak } from '../../src/i18n/catalogue'
import { locale } from '../../src/i18n/locale.svelte'
import { hasNoFolders, listeningWords, scanWords, timeAgo, watchingOf } from '../../src/server/words'

beforeAll(async () => {
  locale.current = 'en'
  await speak('pages', 'en')
})

const kMinute = 60_000
test.each([
  [59_000, undefined],
  [kMinute, '1 minute ago'],
  [59 * kMinute, '59 minutes ago'],
  [119 * kMinute, '1 hour ago'],
  [49 * 60 * kMinute, '2 days ago'],
])('%d ms are told as %s', (passed, said) => expect(timeAgo(passed, 'en')).toBe(said))

test('a scan says how far it is, and when the last one was', () => {
  expect(scanWords({ state: 'scanning' })).toBe('Looking through the folders…')
  expect(scanWords({ state: 'scanning', files_done: 3, files_total: 12 })).toBe('Looking into files: 3 of 12')
  expect(scanWords({ state: 'idle', finished: null })).toBe('Not looked through yet')
  expect(scanWords({ state: 'idle', finished: 1_000 }, 1_000_000 + 5_000)).toBe('Looked through just now')
  expect(scanWords({ state: 'idle', finished: 1_000 }, 1_000_000 + 5 * kMinute)).toBe('Looked through 5 minutes ago')
})

test('that no folder is named is said only once the server has said so, and is at rest', () => {
  expect(hasNoFolders({ state: 'idle', watching: [] })).toBe(true)
  expect(scanWords({ state: 'idle', finished: 1_000, watching: [] })).toBe('No folder is named yet.')
  const others: ScanStatus[] = [{ state: 'idle' }, { state: 'scanning', watching: [] }, { state: 'idle', watching: ['a: not watched yet'] }]
  expect(others.filter(hasNoFolders)).toEqual([])
})

// As src/service/library_service.cpp says them.
test.each([
  ['lib: changes are noticed at once', 'lib', 'server.noticed', ''],
  ['lib: changes are noticed at once, and looked for once a minute (too many folders to watch (8192): see fs.inotify)', 'lib', 'server.noticedAndPolled', 'too many folders to watch (8192): see fs.inotify'],
  ['a: b (2): looked through once a minute (it lies on nfs)', 'a: b (2)', 'server.polled', 'it lies on nfs'],
  ['드라마: not watched yet', '드라마', 'server.notWatchedYet', ''],
  ['드라마: not watched', '드라마', 'server.notWatched', ''],
])('how changes are noticed is told in the page’s words: %s', (text, folder, words, reason) => {
  expect(watchingOf(text)).toEqual({ folder, words, reason })
})

test('what a newer server says of it is left as it is', () => {
  expect(watchingOf('lib: changes are smelled')).toBeUndefined()
})

const analysis: Analysis = { state: 'listening', songs_done: 40, songs_total: 40, episodes_done: 38, episodes_total: 38, seasons_done: 5, seasons_total: 6, unheard: 0, listened: 0, speed: 0, current: '', message: '' }
test.each<[Partial<Analysis>, string]>([
  [{ state: 'off' }, 'Switched off: songs, recaps and credits are not looked for.'],
  [{ state: 'waiting' }, 'Something is in the way. It is tried again by itself.'],
  [{ state: 'idle' }, 'Everything is heard: 38 episodes and 40 songs.'],
  [{ state: 'idle', songs_total: 0, episodes_total: 0 }, 'Nothing to listen to yet.'],
  [{ songs_done: 7 }, 'Learning songs: 7 of 40'],
  [{ episodes_done: 7 }, 'Listening to episodes: 7 of 38'],
  [{ episodes_done: 7, speed: 140.4 }, 'Listening to episodes: 7 of 38, 140 times as fast as they play'],
  [{}, 'Comparing episodes: 5 of 6 seasons'],
])('listening: %o', (change, said) => expect(listeningWords({ ...analysis, ...change })).toBe(said))
