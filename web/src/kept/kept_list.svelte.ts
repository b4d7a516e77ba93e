// A list that this browser keeps under a name until accounts exist. Other tabs' writes are seen.
import { onOtherCatalogue } from './catalogue'
import { browserStorage } from './storage'

export class KeptList<Entry> {
  private entries = $state.raw<readonly Entry[]>([])

  /** Entries that `isOurs` refuses are left out; beyond `most` the last go. Without storage the list lasts for the visit. */
  constructor(
    /** Asked anew when the catalogue is another one. */
    private readonly place: () => string,
    private readonly isOurs: (value: unknown) => value is Entry,
    private readonly most: number,
    private readonly storage: Storage | undefined = browserStorage(),
  ) {
    this.read()
    if (typeof addEventListener === 'function') {
      addEventListener('storage', (event) => {
        if (event.key === place()) this.read()
      })
    }
    onOtherCatalogue(() => this.read())
  }

  get all(): readonly Entry[] {
    return this.entries
  }

  write(entries: readonly Entry[]): void {
    this.entries = entries.slice(0, this.most)
    try {
      this.storage?.setItem(this.place(), JSON.stringify(this.entries))
    } catch {
      // Full or blocked: it lasts for this visit.
    }
  }

  /** Takes off what `isIt`; answers how to put it back where it was, or as near as what came and went meanwhile, in this tab or another, allows. */
  take(isIt: (entry: Entry) => boolean): () => void {
    const at = this.entries.findIndex(isIt)
    const taken = this.entries[at]
    if (taken === undefined) return () => undefined
    this.write(this.entries.filter((entry) => !isIt(entry)))
    return () => {
      if (!this.entries.some(isIt)) this.write([...this.entries.slice(0, at), taken, ...this.entries.slice(at)])
    }
  }

  private read(): void {
    try {
      const value: unknown = JSON.parse(this.storage?.getItem(this.place()) ?? '[]')
      this.entries = Array.isArray(value) ? value.filter(this.isOurs).slice(0, this.most) : []
    } catch {
      this.entries = []
    }
  }
}
