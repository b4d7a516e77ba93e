// Stands in for the server where there is none: web/dist (or what BONUSTRACK_DIST names) under the real Content-Security-Policy, a made-up library, one clip.
// node tests/mock-server.mjs [port]; POST /mock {"scan": {...}, "fail": "/api/v1/series", "empty": true, "delayMs": 2000} sets the scene.
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'
import { albumList, drawing, episodeDetail, episodeSound, extraOf, personDetail, search, series, seriesDetail, songDetail, songList, subtitles } from './browser/mock/library.mjs'
import { kAss, kHangulAss, pgs } from './browser/mock/drawn.mjs'
import { mediaFolder, songFile } from './browser/mock/media.mjs'
import { poster } from './browser/mock/pictures.mjs'

const web = new URL('..', import.meta.url).pathname
const dist = process.env.BONUSTRACK_DIST ?? join(web, 'dist')
const policy = readFileSync(join(web, 'csp.txt'), 'utf8').trim()
const libassPolicy = readFileSync(join(web, 'csp-libass.txt'), 'utf8').trim()
const types = {
  '.html': 'text/html; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2',
  '.m3u8': 'application/vnd.apple.mpegurl', '.m4s': 'video/iso.segment', '.mp4': 'video/mp4', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.png': 'image/png', '.vtt': 'text/vtt; charset=utf-8', '.webp': 'image/webp', '.wasm': 'application/wasm', '.ass': 'text/x-ssa; charset=utf-8', '.sup': 'application/octet-stream', '.ttf': 'font/sfnt',
}
const initials = 'ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ'
/** The letter a title stands under, as the server tells it. */
function letterOf(title) {
  const first = title[0].toUpperCase()
  if (first >= '가' && first <= '힣') return initials[Math.floor((first.charCodeAt(0) - 0xac00) / 588)]
  return first >= 'A' && first <= 'Z' ? first : '#'
}
const thousands = new Map()
/** A large library: the same titles again and again, each with a number and a picture of its own address. */
function numbered(entry, index) {
  if (index < series.length) return entry
  const { poster, ...artwork } = entry.artwork
  return { ...entry, id: `m${index}`, title: `${entry.title} ${index}`, artwork: { ...artwork, ...(poster ? { poster: { ...poster, url: `${poster.url}?at=${index}` } } : {}) } }
}
function many(count) {
  if (!thousands.has(count)) thousands.set(count, Array.from({ length: count }, (_, index) => numbered(series[index % series.length], index)))
  return thousands.get(count)
}
const counts = (names) => [...names.reduce((sum, name) => sum.set(name, (sum.get(name) ?? 0) + 1), new Map())].map(([name, count]) => ({ name, series: count })).sort((a, b) => b.series - a.series)

const listening = { state: 'idle', songs_done: 40, songs_total: 40, episodes_done: 38, episodes_total: 38, seasons_done: 6, seasons_total: 6, unheard: 0, listened: 0, speed: 0, current: '', message: '' }
const quiet = { scan: { state: 'idle', problems: 0 }, analysis: listening, fail: '', empty: false, many: 0, reversed: false, artwork: '', delayMs: 0, bareArt: false, bareMedia: false, tied: [], catalogue: '' }

function sendFile(request, response, path, headers = {}) {
  let size
  try {
    const found = statSync(path)
    if (!found.isFile()) return false
    size = found.size
  } catch {
    return false
  }
  const encoding = /\bbr\b/.test(request.headers['accept-encoding'] ?? '') ? '.br' : ''
  for (const suffix of encoding ? [encoding, ''] : ['']) {
    try {
      size = statSync(path + suffix).size
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream', 'Content-Length': size, ...(suffix ? { 'Content-Encoding': 'br' } : {}), ...headers })
      createReadStream(path + suffix).pipe(response)
      return true
    } catch {
      continue
    }
  }
  return false
}

/** Song by song the same bytes, whole or a range of them: a browser seeks in nothing else. */
function sendSong(request, response) {
  const bytes = readFileSync(songFile())
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  const end = to ? Math.min(Number(to), bytes.length - 1) : bytes.length - 1
  const headers = { 'Content-Type': 'audio/ogg', 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' }
  if (from === undefined) return response.writeHead(200, { ...headers, 'Content-Length': bytes.length }).end(bytes)
  const part = bytes.subarray(Number(from), end + 1)
  return response.writeHead(206, { ...headers, 'Content-Length': part.length, 'Content-Range': `bytes ${from}-${end}/${bytes.length}` }).end(part)
}

function list(url, scene) {
  const sort = url.searchParams.get('sort') ?? 'title'
  const limit = Number(url.searchParams.get('limit') ?? 50)
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const by = {
    title: (a, b) => a.title.localeCompare(b.title, 'ko'),
    added: () => 0,
    year: (a, b) => (b.year ?? 0) - (a.year ?? 0),
  }[sort]
  const person = url.searchParams.get('person')
  const named = person && personDetail(person)?.credits.map((credit) => credit.series.id)
  const genre = url.searchParams.get('genre')
  const year = url.searchParams.get('year')
  const anthology = url.searchParams.get('anthology')
  const all = (scene.empty ? [] : scene.many ? many(scene.many) : [...series])
    .filter((entry) => (!genre || entry.genres.includes(genre)) && (!year || String(entry.year) === year) && (!anthology || entry.anthology?.name === anthology) && (!named || named.includes(entry.id))).sort(by)
  if (scene.reversed) all.reverse()
  if (url.pathname.endsWith('/letters')) {
    const letters = []
    all.forEach((entry, index) => {
      const letter = letterOf(entry.title)
      if (letters.at(-1)?.letter !== letter) letters.push({ letter, series: 0, cursor: index ? String(index) : null })
      letters.at(-1).series += 1
    })
    return { letters }
  }
  const next = from + limit < all.length ? String(from + limit) : null
  return { series: all.slice(from, from + limit), next_cursor: next, total: all.length }
}

/** So many files of no use. */
function problemList(total, url) {
  const limit = Number(url.searchParams.get('limit') ?? 50)
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const to = Math.min(total, from + limit)
  const problems = Array.from({ length: to - from }, (_, index) => ({ library: '드라마', path: `비 오는 날 (2021)/시즌 1/${from + index + 1}화.mkv`, reason: 'the file ends inside its first cluster', series_id: index % 2 ? null : 1 }))
  return { problems, next_cursor: to < total ? String(to) : null, total }
}

function api(url, scene) {
  const path = url.pathname
  if (path === '/api/v1/series' || path === '/api/v1/series/letters') return list(url, scene)
  if (path === '/api/v1/series/filters') {
    const all = scene.empty ? [] : series
    const years = counts(all.flatMap((entry) => entry.year ?? [])).map(({ name, series: count }) => ({ year: name, series: count })).sort((a, b) => b.year - a.year)
    return { genres: counts(all.flatMap((entry) => entry.genres)), anthologies: counts(all.flatMap((entry) => entry.anthology?.name ?? [])), studios: [], tags: [], countries: [], years }
  }
  if (path === '/api/v1/scan') return scene.scan
  if (path === '/api/v1/analysis') return scene.analysis
  if (path === '/api/v1/problems') return problemList(scene.scan.problems ?? 0, url)
  if (path === '/api/v1/search') return search(url.searchParams.get('q') ?? '')
  const id = decodeURIComponent(path.split('/')[4] ?? '')
  if (path === '/api/v1/songs') return scene.empty ? { songs: [], next_cursor: null, total: 0 } : songList()
  if (path === '/api/v1/albums') return scene.empty ? { albums: [], next_cursor: null, total: 0 } : albumList(scene.tied)
  if (path.startsWith('/api/v1/songs/')) return songDetail(id)
  if (/^\/api\/v1\/series\/[^/]+\/songs$/.test(path)) return songList(id)
  if (/^\/api\/v1\/series\/[^/]+\/similar$/.test(path)) {
    const own = seriesDetail(id)
    return { series: series.filter((entry) => entry.id !== id && !own?.instalments.some((other) => other.id === entry.id) && entry.genres.some((genre) => own?.genres.includes(genre)))
      .map((entry) => ({ ...entry, shared: entry.genres.filter((genre) => own.genres.includes(genre)) })) }
  }
  if (/^\/api\/v1\/episodes\/[^/]+\/sound$/.test(path)) return episodeSound(id)
  if (path.startsWith('/api/v1/series/')) return seriesDetail(id)
  if (path.startsWith('/api/v1/extras/')) return extraOf(id)
  if (path.startsWith('/api/v1/people/')) return personDetail(id)
  if (path.startsWith('/api/v1/episodes/')) return episodeDetail(id)
  return undefined
}

export function startMock(port = 0) {
  const scene = { ...quiet }
  const media = mediaFolder()
  const json = (response, status, value, type = 'application/json') => {
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache', ...(scene.catalogue ? { 'Bonustrack-Catalogue': scene.catalogue } : {}) })
    response.end(JSON.stringify(value))
  }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://mock')
    const path = normalize(url.pathname)
    if (request.method === 'POST' && path === '/mock') {
      let body = ''
      for await (const chunk of request) body += chunk
      Object.assign(scene, quiet, JSON.parse(body))
      return json(response, 200, scene)
    }
    if (request.method === 'POST' && path === '/api/v1/scan' && !scene.fail) {
      scene.scan = { ...scene.scan, state: 'scanning', files_done: 3, files_total: 12, current: '비 오는 날 (2021)' }
      return json(response, 202, scene.scan)
    }
    if (scene.fail && path.startsWith(scene.fail)) return json(response, 503, { title: 'Busy', status: 503, detail: 'The database is locked' }, 'application/problem+json')
    if (path.startsWith('/api/v1/artwork/')) {
      if (scene.many && path.includes('/poster-')) {
        response.writeHead(200, { 'Content-Type': 'image/webp', 'Cache-Control': 'max-age=3600' })
        return response.end(poster(Number(url.searchParams.get('at'))))
      }
      if (scene.bareArt) return json(response, 404, { title: 'Not found', status: 404 }, 'application/problem+json')
      response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=3600' })
      if (scene.artwork) return response.end(`<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540"><rect width="960" height="540" fill="${scene.artwork}"/></svg>`)
      return response.end(drawing(decodeURIComponent(path.slice('/api/v1/artwork/'.length))))
    }
    if (/^\/api\/v1\/(episodes|extras)\/[^/]+\/still$/.test(path)) {
      if (scene.bareArt || scene.bareMedia) return json(response, 404, { title: 'Not found', status: 404 }, 'application/problem+json')
      response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-cache' })
      return response.end(drawing(`still-${path.split('/')[4]}-${url.searchParams.get('at')}`))
    }
    if (/^\/api\/v1\/(albums\/[^/]+\/cover|people\/[^/]+\/picture)$/.test(path)) {
      if (scene.bareArt) return json(response, 404, { title: 'Not found', status: 404 }, 'application/problem+json')
      response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-cache' })
      return response.end(drawing(`cover-${path.split('/')[4]}-${(Number(path.split('/')[4]) * 67) % 360}`))
    }
    const tie = /^\/api\/v1\/albums\/(\d+)\/series(?:\/([^/]+))?$/.exec(path)
    if (tie) {
      const album = Number(tie[1])
      if (request.method === 'DELETE') {
        scene.tied = scene.tied.filter(([of, to]) => of !== album || to !== tie[2])
        return response.writeHead(204).end()
      }
      let body = ''
      for await (const chunk of request) body += chunk
      scene.tied = [...scene.tied, [album, JSON.parse(body).series]]
      return json(response, 201, albumList(scene.tied).albums[album - 1])
    }
    if (path.startsWith('/api/')) {
      if (scene.delayMs) await new Promise((done) => setTimeout(done, scene.delayMs))
      const value = api(url, scene)
      return value ? json(response, 200, value) : json(response, 404, { title: 'Not found', status: 404 }, 'application/problem+json')
    }
    if (path.startsWith('/media/songs/')) {
      if (scene.bareMedia) return json(response, 404, { title: 'Not found', status: 404, detail: 'The song\'s file is no longer there.' }, 'application/problem+json')
      return sendSong(request, response)
    }
    if (/^\/media\/(clip|lighter)\//.test(path)) {
      const name = path.replace(/^\/media\/\w+\//, '')
      const vtt = subtitles(name.replace(/\.vtt$/, ''))
      if (name.endsWith('.vtt') && vtt) {
        response.writeHead(200, { 'Content-Type': 'text/vtt; charset=utf-8' })
        return response.end(vtt)
      }
      const drawn = { 'signs.ass': kAss, 'hangul.ass': kHangulAss, 'pictures.sup': pgs() }[name]
      if (drawn) {
        response.writeHead(200, { 'Content-Type': types[extname(name)] })
        return response.end(drawn)
      }
      if (sendFile(request, response, join(media, name), { 'Cache-Control': 'max-age=3600' })) return undefined
      return json(response, 404, { title: 'Not found', status: 404 }, 'application/problem+json')
    }
    const immutable = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    const headers = { 'Content-Security-Policy': /^\/assets\/libass-.*-worker\.js$/.test(path) ? libassPolicy : policy, 'Cache-Control': immutable, 'X-Content-Type-Options': 'nosniff' }
    if (path !== '/' && sendFile(request, response, join(dist, path), headers)) return undefined
    if (path.startsWith('/assets/')) return json(response, 404, { title: 'Not found', status: 404 }, 'application/problem+json')
    return sendFile(request, response, join(dist, 'index.html'), headers)
  })
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done({ url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() })))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { url } = await startMock(Number(process.argv[2] ?? 8421))
  console.log(url)
}
