// Notices and terms that go with each copy of the pages.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { licences, noticesIn, packageOf } from '../../scripts/licences'

const web = new URL('../../', import.meta.url).pathname
const { dependencies } = JSON.parse(readFileSync(`${web}package.json`, 'utf8')) as { dependencies: Record<string, string> }

describe('the licences', () => {
  const embedded = ['svelte', ...Object.keys(dependencies)]
  const text = licences(embedded.map((name) => `${web}node_modules/${name}/package.json`))

  test.each(embedded)('hold the terms of %s', (name) => {
    const { version } = JSON.parse(readFileSync(`${web}node_modules/${name}/package.json`, 'utf8')) as { version: string }
    const own = text.split('\n\n\n').find((part) => part.startsWith(`${name} ${version}\n===`)) ?? ''
    expect(own).toMatch(/Copyright/)
    expect(own.length).toBeGreaterThan(900)
  })

  test('hold those of the fonts, and our own', () => {
    for (const words of ["with Reserved Font Name 'Pretendard'", 'SIL OPEN FONT LICENSE', 'Red Hat, Inc. with Reserved Font Name Liberation', 'TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION']) expect(text).toContain(words)
  })

  test('keep what is said within a file that is shortened', () => {
    expect(licences([`${web}node_modules/hls.js/dist/hls.mjs`])).toContain('Copyright (c) 2015-2016, DASH Industry Forum.')
  })

  test('are missed where a package has none', () => {
    expect(() => licences([`${web}node_modules/none-such/index.js`])).toThrow()
  })
})

test.each([
  ['/web/node_modules/svelte/src/index.js', 'svelte'],
  ['/web/node_modules/@jellyfin/libass-wasm/dist/a.js?url', '@jellyfin/libass-wasm'],
  ['/web/node_modules/a/node_modules/b/c.js', 'b'],
  ['\0vite/preload-helper.js', 'vite'],
  ['/web/src/main.ts', undefined],
])('a module belongs to a package: %s', (module, name) => expect(packageOf(module)).toBe(name))

test('a notice is a comment that names its owner', () => {
  expect(noticesIn('/* why */\n/**\n * Copyright (c) 1999 Somebody\n *\n * Free.\n */\nconst a = 1 /* Copyright (c) not at the beginning */')).toEqual(['Copyright (c) 1999 Somebody\n\nFree.'])
})
