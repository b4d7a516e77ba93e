// /licences.txt: whose work is in the pages, with the notices and terms that must go with each copy. Its packages are those whose modules
// the build took in, so that none can be forgotten. Notices within their files are gathered too, since what shortens scripts drops them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const web = new URL('../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, web), 'utf8').trim()

/** Fetched by the page as it is, so that no module tells of it. */
const kLibass = '@jellyfin/libass-wasm'

/** What a package has in its files and does not tell of. */
const kWithin: Record<string, string> = {
  'hls.js': `It contains eventemitter3, Copyright (c) 2014 Arnout Kazemier, under the MIT License (its terms are those under "libpgs"), and
url-toolkit, by Tom Jenkinson, under the Apache License, Version 2.0 (below under its name).`,
  [kLibass]: `Its default.woff2 is Liberation Sans: Digitized data copyright (c) 2010 Google Corporation with Reserved Font Arimo, Tinos and
Cousine. Copyright (c) 2012 Red Hat, Inc. with Reserved Font Name Liberation. It is licensed under the SIL Open Font License, Version 1.1
(its terms are those under "Pretendard").`,
}

/** The package a module belongs to; nothing for ours. */
export function packageOf(module: string): string | undefined {
  if (module.startsWith('\0vite/')) return 'vite'
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1]
}

/** Comments that say whose the lines below are. */
export function noticesIn(source: string): string[] {
  const comments = source.match(/^[ \t]*\/\*[\s\S]*?\*\//gm) ?? []
  return comments.filter((text) => /copyright \(?[c\d]/i.test(text)).map((text) => text.replace(/^\s*\/\*+[ \t]*\n?|\s*\*\/$/g, '').replace(/^[ \t]*\* ?/gm, '').trim())
}

function termsOf(name: string): string {
  const folder = `node_modules/${name}/`
  if (name === kLibass) return read(`${folder}dist/js/COPYRIGHT`)
  const file = readdirSync(new URL(folder, web)).find((each) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(each))
  if (!file) throw new Error(`${name} is in the pages, and has no text of its licence`)
  // Of what Vite is made itself nothing is here.
  return read(folder + file).split('# Licenses of bundled dependencies')[0]!.trim()
}

const section = (title: string, ...texts: (string | undefined)[]): string => [`${title}\n${'='.repeat(title.length)}`, ...texts.filter(Boolean)].join('\n\n')

/** Of `modules`, which are files in node_modules, and of what is always there. */
export function licences(modules: Iterable<string>): string {
  const notices = new Map<string, Set<string>>([[kLibass, new Set()]])
  for (const module of modules) {
    const name = packageOf(module)
    if (!name) continue
    const known = notices.get(name) ?? new Set()
    notices.set(name, known)
    const file = module.replace(/^\0|\?.*$/g, '')
    if (existsSync(file)) for (const notice of noticesIn(readFileSync(file, 'utf8'))) known.add(notice)
  }
  const packages = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inside]) => {
    const { version, license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { version: string; license: string }
    return section(`${name} ${version}`, `Licence: ${license}`, kWithin[name], termsOf(name), ...inside)
  })
  return `${[
    section('Bonustrack', 'Licensed under the Apache License, Version 2.0, which stands below under its name. Its pages contain the work of others:'),
    section('Pretendard (letters of the pages)', read('src/styles/fonts/LICENSE.txt')),
    ...packages,
    section('Apache License, Version 2.0', read('../LICENSE')),
  ].join('\n\n\n')}\n`
}

export function licencesText(): Plugin {
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []))
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences(modules) })
    },
  }
}
