// Pages that are not needed for the first view come when they are asked for, or when the browser has nothing to do.
export const loadLibraryPage = (): Promise<typeof import('./library/LibraryPage.svelte')> => import('./library/LibraryPage.svelte')
export const loadSeriesPage = (): Promise<typeof import('./series/SeriesPage.svelte')> => import('./series/SeriesPage.svelte')

/** A failure here is met again, and reported, when the page is asked for. */
export function fetchPagesWhenIdle(): void {
  const fetchAll = (): void => void Promise.all([loadSeriesPage(), loadLibraryPage()]).catch(() => undefined)
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll, { timeout: 4_000 })
  else setTimeout(fetchAll, 2_000)
}
