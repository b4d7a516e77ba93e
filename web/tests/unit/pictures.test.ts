// Pictures: their sizes, and what stands in for them.
import { describe, expect, test } from 'vitest'
import { pictureUrl } from '../../src/api/urls'
import { readThumbhash } from '../../src/artwork/thumbhash'

test('a picture is asked for in a width the server makes', () => {
  const widths = [100, 160, 161, 700, 5_000].map((width) => pictureUrl({ url: '/a/1?v=2' }, width))
  expect(widths).toEqual([160, 160, 320, 960, 1920].map((width) => `/a/1?v=2&w=${width}`))
})

describe('a thumbhash', () => {
  test('is a small picture of the right shape and colour', () => {
    // Of the format's own page: a sunset over the sea, opaque and wide.
    const picture = readThumbhash('3OcRJYB4d3h/iIeHeEh3eIhw+j2w')
    expect([picture?.width, picture?.height]).toEqual([32, 23])
    expect(picture?.pixels.filter((_, index) => index % 4 === 3).every((value) => value === 255)).toBe(true)
  })

  test.each(['', '!!', 'AAAA', 'A'.repeat(400)])('is not read from %s', (text) => {
    expect(readThumbhash(text)).toBeUndefined()
  })
})
