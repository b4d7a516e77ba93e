// Rows that are not in sight at first: what follows from what was watched, and what the library holds; or that it holds nothing.
export { default as EmptyHome } from './EmptyHome.svelte'
export { default as LibraryRows } from './LibraryRows.svelte'
export { Watched } from './watched.svelte'
export { default as WatchedRows } from './WatchedRows.svelte'
