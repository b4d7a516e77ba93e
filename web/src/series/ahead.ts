// A series is asked for while the hand is on its way: its page then stands at once, and the card's picture can grow into it.
import type { Attachment } from 'svelte/attachments'
import { getJson, recall } from '../api/client'
import type { Id } from '../api/types'
import { seriesUrl } from '../api/urls'
import { onIntent } from '../router/intent'

/** Attach to whatever leads to the page of a series. */
export const asksAhead = (id: Id): Attachment<HTMLElement> =>
  onIntent(() => {
    const url = seriesUrl(id)
    // What fails is asked for again, and told of, by the page.
    if (!recall(url)) getJson(url).catch(() => undefined)
  })
