// Gets the player ready while the viewer's pointer is on its way: its code, the episode, the engine, the first segments.
import type { Attachment } from 'svelte/attachments'
import type { Id } from '../api/types'
import { wordsOf } from '../i18n/locale.svelte'

/** A pointer that only passes over a card stays for less. */
const kIntentMs = 70

export async function loadPlayerPage(): Promise<typeof import('./PlayerPage.svelte')> {
  const [page] = await Promise.all([import('./PlayerPage.svelte'), wordsOf('player')])
  return page
}

async function prepare(id: Id): Promise<void> {
  await Promise.all([import('./prepare_episode').then(({ prepareEpisode }) => prepareEpisode(id)), loadPlayerPage()])
}

/** Attach to whatever plays an episode. */
export function warms(id: Id): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // Warming is a favour: what fails here is asked for again, and reported, when the viewer presses.
    const start = (): void => void prepare(id).catch(() => undefined)
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(start, kIntentMs)
    }
    const never = (): void => clearTimeout(timer)
    element.addEventListener('pointerenter', soon)
    element.addEventListener('pointerleave', never)
    element.addEventListener('pointerdown', start)
    element.addEventListener('focus', soon)
    element.addEventListener('blur', never)
    return () => {
      never()
      element.removeEventListener('pointerenter', soon)
      element.removeEventListener('pointerleave', never)
      element.removeEventListener('pointerdown', start)
      element.removeEventListener('focus', soon)
      element.removeEventListener('blur', never)
    }
  }
}
