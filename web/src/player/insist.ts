// Code that a moment without a connection must not cost the viewer.

/** Asked for again twice, each time later; then as it is. */
export async function insist<T>(load: () => Promise<T>, waitMs = 1_000, tries = 3): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    if (tries <= 1) throw cause
    await new Promise((done) => setTimeout(done, waitMs))
    return insist(load, waitMs * 3, tries - 1)
  }
}
