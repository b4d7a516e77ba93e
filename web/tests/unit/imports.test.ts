import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(__dirname, '../../src')

function sources(): string[] {
  return readdirSync(root, { recursive: true }).map(String).filter((name) => /\.(ts|svelte)$/.test(name))
}

/** Modules that a module imports, at once or later, but not those it takes only types from. */
function importsOf(name: string, known: Set<string>): string[] {
  const text = readFileSync(join(root, name), 'utf8')
  const found = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s(?!type\b)[^'"\n]*?['"](\.[^'"]+)['"]|\bimport\('(\.[^']+)'\)(?!\s*(?:>|\.default))/g)]
  return found.flatMap((match) => {
    const target = relative(root, resolve(root, dirname(name), match[1] ?? match[2] ?? ''))
    // "typeof import('./x')" names a type; the same line imports it for real as well.
    return [target, `${target}.ts`].filter((candidate) => known.has(candidate))
  })
}

test('no module imports itself through others', () => {
  const names = new Set(sources())
  expect(names.size).toBeGreaterThan(50)
  const graph = new Map([...names].map((name) => [name, importsOf(name, names)]))
  // CueText draws the text inside a tag by itself.
  graph.set('player/captions/CueText.svelte', (graph.get('player/captions/CueText.svelte') ?? []).filter((name) => name !== 'player/captions/CueText.svelte'))
  expect([...graph.values()].flat().length).toBeGreaterThan(100)

  const done = new Set<string>()
  const walk = (name: string, path: string[]): void => {
    expect(path, [...path, name].join(' → ')).not.toContain(name)
    if (done.has(name)) return
    for (const next of graph.get(name) ?? []) walk(next, [...path, name])
    done.add(name)
  }
  for (const name of names) walk(name, [])
})

test('only the catalogues hold words for people', () => {
  const hangul = sources().filter((name) => !name.startsWith('i18n/') && /[가-힣]/.test(readFileSync(join(root, name), 'utf8').replace(/\/\/.*|<!--[^]*?-->|\/\*[^]*?\*\//g, '')))
  // The language switch names each language in itself, whatever the page speaks.
  expect(hangul).toEqual(['frame/Frame.svelte'])
})

test('every place speaks only words that have come with it', () => {
  const keysOf = (area: string): string[] => [...readFileSync(join(root, `i18n/messages/${area}.en.ts`), 'utf8').matchAll(/^ {2}'([\w.]+)':/gm)].map((match) => match[1] ?? '')
  const words = { core: keysOf('core'), pages: keysOf('pages'), player: keysOf('player'), extras: keysOf('extras'), unplayable: keysOf('unplayable') }
  const allowed = (name: string): (keyof typeof words)[] => {
    // Spoken by a series' page and by what tells of a fault, which both bring their words.
    if (name.startsWith('reasons/')) return ['core', 'unplayable']
    if (/^player\/(late|sheets|songs)\/|^player\/FaultView/.test(name)) return ['core', 'player', 'extras']
    if (name.startsWith('player/')) return ['core', 'player']
    // What the home page fetches after its first view, with the words of pages.
    if (/^home\/(EmptyHome|LibraryRows|WatchedRows)|^list\//.test(name)) return ['core', 'pages']
    return /^(library|series\/(?!Hero|resume|words)|search|people|songs|albums|music|server)/.test(name) ? ['core', 'pages'] : ['core']
  }
  const strays = sources().flatMap((name) => {
    const known = new Set(allowed(name).flatMap((area) => words[area]))
    const asked = [...readFileSync(join(root, name), 'utf8').matchAll(/\bt\([^()]*?'([a-z]\w*\.\w+)'|'((?:role|library|search|series|player|fault|part|skip|keys|refused|unplayable)\.\w+)'/g)]
    return name.startsWith('i18n/messages/') ? [] : asked.map((match) => match[1] ?? match[2] ?? '').filter((key) => !known.has(key)).map((key) => `${name}: ${key}`)
  })
  expect(strays).toEqual([])
})

test('every word is spoken somewhere', () => {
  const keys = ['core', 'pages', 'player', 'extras', 'unplayable'].flatMap((area) => [...readFileSync(join(root, `i18n/messages/${area}.en.ts`), 'utf8').matchAll(/^ {2}'([\w.]+)':/gm)].map((match) => match[1] ?? ''))
  const code = sources().filter((name) => !name.startsWith('i18n/messages/')).map((name) => readFileSync(join(root, name), 'utf8')).join('\n')
  // `skip.${type}`: any key that begins so.
  const begun = [...code.matchAll(/`([a-z]+\.)\$\{/g)].map((match) => match[1] ?? '')
  expect(keys.filter((key) => !code.includes(`'${key}'`) && !begun.some((prefix) => key.startsWith(prefix)))).toEqual([])
})
