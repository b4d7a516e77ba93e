import { describe, expect, test } from 'vitest'
import type { Extra, ExtraDetail, SeriesDetail } from '../../src/api/types'
import { asEpisode } from '../../src/player/extra'
import { extraKind, extrasOf } from '../../src/series/extras'
import { wordsOf } from '../../src/i18n/locale.svelte'

const extra = (id: number, kind: Extra['kind']): Extra => ({ id, kind, title: kind, playable: true, size: 1 })

describe('extras', () => {
  test('of a series, its seasons and their episodes make one row, trailers first, without what nobody watches', () => {
    const series = {
      extras: [extra(1, 'interview'), extra(2, 'theme video')],
      seasons: [{ extras: [extra(3, 'trailer')], episodes: [{ extras: [extra(4, 'deleted scene'), extra(5, 'sample')] }] }],
    } as unknown as SeriesDetail
    expect(extrasOf(series).map(({ id }) => id)).toEqual([3, 1, 4])
  })

  test('are called by their kind, where it has a name', async () => {
    await wordsOf('pages')
    expect(extraKind('behind the scenes')).toBe('Behind the scenes')
    expect(extraKind('other')).toBe('')
  })

  test('are played like an episode without a number, neighbours, songs or parts', () => {
    const told = { ...extra(7, 'trailer'), hls: '/media/x/master.m3u8', series: { id: 1, title: 'S', artwork: {}, hue: null }, tracks: [], subtitles: [], fonts: [], chapters: [], notes: [] } as ExtraDetail
    expect(asEpisode(told)).toMatchObject({ id: 7, title: 'trailer', extra: 'trailer', number: null, next: null, previous: null, cues: [], parts: [], hls: '/media/x/master.m3u8' })
  })
})
