import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, askEarly, getJson, recall } from '../../src/api/client'

afterEach(() => void vi.unstubAllGlobals())

function answering(...answers: (() => Response)[]): ReturnType<typeof vi.fn> {
  const asked = vi.fn(() => Promise.resolve((answers.shift() ?? (() => new Response('', { status: 500 })))()))
  vi.stubGlobal('fetch', asked)
  return asked
}

test('what was asked for early is asked for once, and taken once', async () => {
  const asked = answering(() => Response.json({ at: 1 }), () => Response.json({ at: 2 }))
  await askEarly('/early')
  expect(recall('/early')).toEqual({ at: 1 })
  expect(await getJson('/early')).toEqual({ at: 1 })
  expect(asked).toHaveBeenCalledTimes(1)
  expect(await getJson('/early')).toEqual({ at: 2 })
})

test('a fault of what was asked for early is met by who takes it, and the next try is a new one', async () => {
  answering(() => new Response('', { status: 503 }), () => Response.json({ at: 2 }))
  await askEarly('/broken')
  await expect(getJson('/broken')).rejects.toBeInstanceOf(ApiError)
  expect(await getJson('/broken')).toEqual({ at: 2 })
})
