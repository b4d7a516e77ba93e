// An h1 announces its page: it sets the document's title and takes focus after a move.
import type { Attachment } from 'svelte/attachments'
import { t } from '../i18n/locale.svelte'
import { router } from './router.svelte'

/** Attach to the h1 once the page's content is there; `restFollows` where more comes later that makes it as tall as it was, and then calls router.settle(). */
export function heading(title: string, restFollows?: boolean): Attachment<HTMLElement> {
  return (element) => {
    document.title = t('app.title', { page: title })
    element.tabIndex = -1
    if (router.claimFocus()) element.focus({ preventScroll: true })
    if (!restFollows) router.settle()
  }
}
