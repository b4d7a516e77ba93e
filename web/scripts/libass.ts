// libass as its package ships it: a worker that finds its WebAssembly beside it by name, so the names stay as they are and the folder
// has the version. The library's licence (LGPL) comes along.
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const home = new URL('../node_modules/@jellyfin/libass-wasm/', import.meta.url)
const files = ['subtitles-octopus-worker.js', 'subtitles-octopus-worker.wasm', 'default.woff2']

export function libass(): Plugin {
  const { version } = JSON.parse(readFileSync(new URL('package.json', home), 'utf8')) as { version: string }
  const folder = `assets/libass-${version}`
  return {
    name: 'libass',
    config: () => ({ define: { 'import.meta.env.LIBASS': JSON.stringify(`/${folder}/`) } }),
    generateBundle() {
      for (const file of files) this.emitFile({ type: 'asset', fileName: `${folder}/${file}`, source: readFileSync(new URL(`dist/js/${file}`, home)) })
      this.emitFile({ type: 'asset', fileName: `${folder}/COPYRIGHT.txt`, source: readFileSync(new URL('dist/js/COPYRIGHT', home)) })
    },
  }
}
