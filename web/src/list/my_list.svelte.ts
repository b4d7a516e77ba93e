// The series a viewer put aside to watch.
import type { SeriesSummary } from '../api/types'
import { LocalShelf, type Shelf } from '../kept/shelf.svelte'

export type Listed = Pick<SeriesSummary, 'id' | 'title' | 'year' | 'artwork' | 'episode_count'>

export const kKey = 'bonustrack.list.1'
const kMost = 200

export function isListed(value: unknown): value is Listed {
  const entry = value as Partial<Listed> | null
  return typeof entry === 'object' && entry !== null && entry.id !== undefined && typeof entry.title === 'string' && typeof entry.artwork === 'object' && entry.artwork !== null
}

function asCard({ id, title, year, artwork: { poster }, episode_count }: Listed): Listed {
  return { id, title, ...(year === undefined ? {} : { year }), artwork: poster ? { poster } : {}, episode_count }
}

export const listIn = (storage?: Storage): Shelf<Listed> => new LocalShelf(kKey, isListed, asCard, kMost, storage)
export const myList = listIn()
