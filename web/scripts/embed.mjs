// Turns a built web app into C++: node embed.mjs DIST CSP_FILE LIBASS_CSP_FILE OUTPUT.cpp writes OUTPUT.cpp and, beside it, OUTPUT.bin,
// which the assembler includes as it is. All variants of all files lie one after the other in the .bin.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const [dist, policyFile, libassPolicyFile, output] = process.argv.slice(2)
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
}

const chunks = []
let size = 0

/** Where the bytes lie in the .bin, as C++. */
function place(bytes) {
  if (!bytes) return '{}'
  const text = `piece(${size}, ${bytes.length})`
  chunks.push(bytes)
  size += bytes.length
  return text
}

function read(path) {
  try {
    return readFileSync(path)
  } catch (cause) {
    if (cause.code === 'ENOENT') return undefined
    throw cause
  }
}

const names = readdirSync(dist, { recursive: true })
  .map(String)
  .filter((name) => !name.startsWith('.vite') && !/\.(br|gz)$/.test(name) && statSync(join(dist, name)).isFile())
  // By code unit, as std::string_view compares.
  .sort((a, b) => (a < b ? -1 : 1))
if (!names.includes('index.html')) throw new Error(`${dist} holds no index.html: the web app was not built`)

const rows = names.map((name) => {
  const path = join(dist, name)
  const type = types[extname(name)]
  if (!type) throw new Error(`${name}: no content type known for it`)
  const identity = readFileSync(path)
  const etag = createHash('sha256').update(identity).digest('hex').slice(0, 32)
  return `    {"/${name}", "${type}", ${place(identity)}, ${place(read(`${path}.gz`))}, ${place(read(`${path}.br`))}, "${etag}", ${name.startsWith('assets/')}},`
})

const binary = output.replace(/\.cpp$/, '.bin')
writeFileSync(binary, Buffer.concat(chunks))
const digest = createHash('sha256').update(Buffer.concat(chunks)).digest('hex')
writeFileSync(
  output,
  `// Made by web/scripts/embed.mjs from the built web app; ${digest}.
#include "service/web_assets.h"

asm(".section .rodata\\n"
    ".balign 16\\n"
    ".globl bt_web_assets_begin\\n"
    ".hidden bt_web_assets_begin\\n"
    "bt_web_assets_begin:\\n"
    ".incbin \\"${binary}\\"\\n"
    ".byte 0\\n"
    ".previous\\n");

extern "C" const std::byte bt_web_assets_begin[];

namespace bt {
namespace {

ByteView piece(std::size_t offset, std::size_t size) { return {bt_web_assets_begin + offset, size}; }

const WebAsset kAssets[] = {
${rows.join('\n')}
};

}  // namespace

std::span<const WebAsset> web_assets() { return kAssets; }

std::string_view web_content_security_policy() {
    return "${readFileSync(policyFile, 'utf8').trim()}";
}

std::string_view libass_content_security_policy() {
    return "${readFileSync(libassPolicyFile, 'utf8').trim()}";
}

}  // namespace bt
`,
)
