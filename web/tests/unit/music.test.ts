// What plays after what.
import { describe, expect, test } from 'vitest'
import { kindName } from '../../src/music/kinds'
import { amid, before, queueOf, songIn, step, type Queue, type Song } from '../../src/music/queue'

const song = (id: number, type: string | null = 'audio/flac'): Song => ({ id, title: `Song ${id}`, artist: '', album: 'OST', cover: null, audio: { url: `/media/songs/${id}`, type }, series: { id: 1, title: 'Rain' }, duration: 200 })
const album = [song(1), song(2, 'audio/x-ms-wma'), song(3), song(4)]
const canPlay = (audio: Song['audio']): boolean => audio !== null && audio.type !== 'audio/x-ms-wma'
const ids = (queue: Queue | undefined): unknown => queue && [queue.songs.map(({ id }) => id), songIn(queue)?.id]

describe('a queue', () => {
  test.each([
    ['begins where it is pressed', 2, [[1, 3, 4], 3]],
    ['begins with the next song where that one cannot be played', 1, [[1, 3, 4], 3]],
    ['holds the songs before as well, without those that cannot be played', 3, [[1, 3, 4], 4]],
    ['is none behind the last song', 4, undefined],
  ])('%s', (_, first, expected) => {
    expect(ids(queueOf(album, first, canPlay))).toEqual(expected)
  })

  test('is none where nothing can be played, or there is no file', () => {
    expect(queueOf([song(1, 'audio/x-ms-wma'), { ...song(2), audio: null }], 0, canPlay)).toBeUndefined()
    expect(queueOf([], 0, canPlay)).toBeUndefined()
  })

  test('goes forward to its end and back to its beginning', () => {
    const first = queueOf(album, 0, canPlay) as Queue
    const second = step(first, 1) as Queue
    expect(songIn(second)?.id).toBe(3)
    expect(songIn(step(second, -1))?.id).toBe(1)
    expect(step(first, -1)).toBeUndefined()
    expect(step({ ...first, at: 2 }, 1)).toBeUndefined()
  })

  test('leads back to the song before only from the beginning of one', () => {
    const second = { ...(queueOf(album, 2, canPlay) as Queue) }
    expect(songIn(before(second, 2_000))?.id).toBe(1)
    expect(before(second, 10_000)).toBeUndefined()
    expect(before(queueOf(album, 0, canPlay) as Queue, 0)).toBeUndefined()
  })

  test('of one song becomes that of its album, while it plays on', () => {
    const alone = queueOf([song(3)], 0, canPlay) as Queue
    expect(ids(amid(alone, album, canPlay))).toEqual([[1, 3, 4], 3])
    expect(amid(alone, [song(8), song(9)], canPlay)).toBe(alone)
  })
})

test.each([
  ['audio/mp4; codecs="alac"', 'ALAC'],
  ['audio/mp4; codecs="mp4a.40.2"', 'AAC'],
  ['audio/mp4', 'AAC'],
  ['audio/ogg; codecs="vorbis"', 'Ogg Vorbis'],
  ['audio/ogg; codecs="opus"', 'Opus'],
  ['audio/mpeg', 'MP3'],
  ['audio/x-ms-wma', 'WMA'],
  ['audio/x-wavpack', 'WavPack'],
  ['audio/wav', 'WAV'],
  ['audio/something', 'audio/something'],
])('%s is called %s', (type, name) => {
  expect(kindName(type)).toBe(name)
})
