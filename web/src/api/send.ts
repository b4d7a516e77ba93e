// What changes something on the server. Nothing of it is remembered: the pages it changes ask again.
import { ApiError, explain } from './client'

/** Faults: ApiError. */
async function send(url: string, request: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, request)
  } catch (cause) {
    throw new ApiError('offline', 0, String(cause))
  }
  if (!response.ok) throw new ApiError(response.status === 404 ? 'not_found' : 'server', response.status, await explain(response))
  return response
}

export async function postJson<T>(url: string, body: object): Promise<T> {
  const response = await send(url, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) })
  return (await response.json()) as T
}

export async function remove(url: string): Promise<void> {
  await send(url, { method: 'DELETE' })
}
