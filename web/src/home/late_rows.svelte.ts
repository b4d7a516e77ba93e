// Fetches the rows that are not in sight at first beside what is. Once they are there, a page one comes back to stands at once.
import { wordsOf } from '../i18n/locale.svelte'

class LateRows {
  parts = $state.raw<typeof import('./late') | undefined>(undefined)
  failed = $state(false)

  load(): void {
    if (this.parts) return
    this.failed = false
    Promise.all([import('./late'), wordsOf('pages')]).then(
      ([parts]) => (this.parts = parts),
      () => (this.failed = true),
    )
  }
}

export const lateRows = new LateRows()
