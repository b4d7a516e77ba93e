// Holds the built app to its budgets: what each step of a visit downloads, gzipped. Reads Vite's manifest of dist/.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const dist = process.argv[2] ?? new URL('../dist', import.meta.url).pathname
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const kB = 1000

/** The files of a chunk and of all it imports outright. */
function filesOf(key, files = new Set()) {
  const chunk = manifest[key]
  if (!chunk || files.has(chunk.file)) return files
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const other of chunk.imports ?? []) filesOf(other, files)
  return files
}
/** Rollup names a chunk by its first module, but keys it by that only when nothing else is in it. */
function keyOf(name) {
  const key = Object.keys(manifest).find((candidate) => manifest[candidate].name === name && manifest[candidate].isDynamicEntry)
  if (!key) throw new Error(`no chunk is called ${name}`)
  return key
}
const gzipped = (file) => statSync(join(dist, /\.(js|css)$/.test(file) ? `${file}.gz` : file)).size
const total = (files, extension) => [...files].filter((file) => file.endsWith(extension)).reduce((sum, file) => sum + gzipped(file), 0)
const without = (files, known) => new Set([...files].filter((file) => !known.has(file)))

const first = filesOf('index.html')
// The words come in one language: the larger one counts.
const player = without(new Set([...filesOf(keyOf('PlayerPage')), ...filesOf(keyOf('prepare_episode')), ...filesOf(keyOf('player.ko'))]), first)
const engine = without(filesOf(keyOf('hls_engine')), new Set([...first, ...player]))
const fonts = Object.values(manifest).filter((chunk) => chunk.file.endsWith('.woff2')).reduce((sum, chunk) => sum + gzipped(chunk.file), 0)

const rows = [
  ['first page, script', total(first, '.js'), 40 * kB],
  ['first page, style', total(first, '.css'), 12 * kB],
  ['player without engine', total(player, '.js') + total(player, '.css'), 20 * kB],
  ['engine', total(engine, '.js'), 190 * kB],
  ['fonts', fonts, 120 * kB],
]
let over = false
for (const [what, size, limit] of rows) {
  if (size === 0) throw new Error(`${what}: nothing found in the manifest`)
  over ||= size > limit
  console.log(`${what.padEnd(24)} ${(size / kB).toFixed(1).padStart(7)} kB of ${limit / kB} kB${size > limit ? '  OVER' : ''}`)
}
process.exit(over ? 1 : 0)
