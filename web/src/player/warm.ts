// Gets the player ready while the viewer's pointer is on its way: its code, the episode, the engine, the first segments.
import type { Attachment } from 'svelte/attachments'
import type { Id } from '../api/types'
import { wordsOf } from '../i18n/locale.svelte'
import { onIntent } from '../router/intent'

export async function loadPlayerPage(): Promise<typeof import('./PlayerPage.svelte')> {
  const [page] = await Promise.all([import('./PlayerPage.svelte'), wordsOf('player')])
  return page
}

async function prepare(id: Id): Promise<void> {
  await Promise.all([import('./prepare_episode').then(({ prepareEpisode }) => prepareEpisode(id)), loadPlayerPage()])
}

/** Attach to whatever plays an episode. What fails here is asked for again, and reported, when the viewer presses. */
export const warms = (id: Id): Attachment<HTMLElement> => onIntent(() => void prepare(id).catch(() => undefined))
