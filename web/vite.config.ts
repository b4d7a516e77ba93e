import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { libass } from './scripts/libass'
import { licencesText } from './scripts/licences'

const server = process.env.BONUSTRACK_URL ?? 'http://127.0.0.1:8420'

export default defineConfig({
  plugins: [svelte(), libass(), licencesText()],
  build: {
    target: 'es2022',
    // Every file keeps its own URL: data: URLs would need holes in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    // hls.js alone is larger than Vite's usual limit; scripts/budgets.mjs holds the limits that count.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': server, '/media': server } },
  // Vite's preview takes the same proxy: the built app before a server that holds an older one.
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
})
