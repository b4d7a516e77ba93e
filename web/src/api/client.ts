// One way to the server: JSON over GET (send.ts has the rest), with answers remembered so that going back shows a page at once.
import { knowCatalogue, onOtherCatalogue } from '../kept/catalogue'
import type { ProblemDocument } from './types'

export type ApiFault = 'offline' | 'not_found' | 'server'

export class ApiError extends Error {
  constructor(
    readonly fault: ApiFault,
    readonly status: number,
    message: string,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

/** As many answers as a long evening of browsing needs. */
const kRemembered = 60
const remembered = new Map<string, unknown>()

/** The last answer for this URL, however old. */
export function recall<T>(url: string): T | undefined {
  return remembered.get(url) as T | undefined
}

onOtherCatalogue(() => remembered.clear())

function remember(url: string, value: unknown): void {
  remembered.delete(url)
  remembered.set(url, value)
  const oldest = remembered.keys().next().value
  if (remembered.size > kRemembered && oldest !== undefined) remembered.delete(oldest)
}

export async function explain(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as ProblemDocument
    return problem.detail ?? problem.title ?? response.statusText
  } catch {
    return response.statusText
  }
}

/** Asked for before the page that wants them is there. */
const early = new Map<string, Promise<unknown>>()

/** Resolves when the answer is there or will not be; it is taken, or its fault met, by who asks for it next. */
export async function askEarly(url: string): Promise<void> {
  const asked = getJson(url)
  early.set(url, asked)
  await asked.catch(() => undefined)
}

/** Faults: ApiError; an aborted signal rejects as fetch does. */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const asked = early.get(url)
  if (asked) {
    early.delete(url)
    return asked as Promise<T>
  }
  let response: Response
  try {
    response = await fetch(url, { headers: { Accept: 'application/json' }, signal: signal ?? null })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError('offline', 0, String(cause))
  }
  knowCatalogue(response.headers.get('Bonustrack-Catalogue'))
  if (!response.ok) {
    throw new ApiError(response.status === 404 ? 'not_found' : 'server', response.status, await explain(response))
  }
  try {
    const value = (await response.json()) as T
    remember(url, value)
    return value
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError('server', response.status, String(cause))
  }
}
