// Runs players that others wrote against a server at BONUSTRACK_URL that holds the demonstration, and prints a table.
//
//   node run.mjs [--markdown]
//
// In Chromium hls.js and Shaka Player play, seek, switch sound and subtitles and come to the end; FFmpeg, GStreamer and mpv read whole
// episodes. A player that is not installed is skipped and said so.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'

const here = new URL('.', import.meta.url)
const server = process.env.BONUSTRACK_URL
if (!server) throw new Error('BONUSTRACK_URL names no server')
const asMarkdown = process.argv.includes('--markdown')

/** Sound and picture may begin this far apart: RFC 8216 and browsers ask for less than a frame of sound and one of picture. */
const kStartTolerance = 0.05
const kCueTolerance = 0.05
/** A picture is on the screen for 42 ms at 24 Hz; a busy machine shows it a little late. */
const kPictureTolerance = 0.25

const rows = []
const faults = []
const report = (client, what, episode, result, note = '') => {
  rows.push({ client, what, episode, result, note })
  if (result === 'failed') faults.push(`${client}, ${what}, ${episode}: ${note}`)
  if (!asMarkdown) console.log(`${result.padEnd(7)} ${client}, ${what}, ${episode} ${note}`)
}

async function json(path) {
  const answer = await fetch(server + path)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.json()
}

/** Of the demonstration: an MP4, and Matroska with AAC and AC-3 and with two Opus tracks. */
async function pickEpisodes() {
  const picked = new Map()
  for (const { id } of (await json('/api/v1/series')).series) {
    for (const season of (await json(`/api/v1/series/${id}`)).seasons) {
      for (const each of season.episodes.filter((one) => one.playable)) {
        const episode = await json(`/api/v1/episodes/${each.id}`)
        const container = episode.versions[0].files[0].container.split(' ')[0]
        const carried = episode.tracks.filter((track) => track.carried)
        const codecs = carried.filter((track) => track.kind === 'audio').map((track) => track.codec)
        const name = [container, ...carried.filter((track) => track.kind === 'video').map((track) => track.codec), ...codecs].join(' ')
        if (!picked.has(name)) picked.set(name, { ...episode, name })
      }
    }
  }
  return [...picked.values()].slice(0, 3)
}

/** A page of another origin than the media, as an embedding site would be. */
function startPage() {
  const files = {
    '/': ['page.html', 'text/html; charset=utf-8'], '/probe.js': ['probe.js', 'text/javascript'],
    '/hls.js': ['node_modules/hls.js/dist/hls.min.js', 'text/javascript'],
    '/hls.worker.js': ['node_modules/hls.js/dist/hls.worker.js', 'text/javascript'],
    '/shaka.js': ['node_modules/shaka-player/dist/shaka-player.compiled.js', 'text/javascript'],
  }
  const page = createServer((request, response) => {
    const [name, type] = files[request.url] ?? []
    response.writeHead(name ? 200 : 404, { 'Content-Type': type ?? 'text/plain' })
    response.end(name ? readFileSync(new URL(name, here)) : '')
  })
  return new Promise((done) => page.listen(0, '127.0.0.1', () => done(page)))
}

function complaints(found) {
  const out = []
  const within = (what, value, tolerance) => { if (!(Math.abs(value) <= tolerance)) out.push(`${what}: ${value.toFixed(3)} s`) }
  within('the first picture is not at 0', found.firstPicture, 0.03)
  within('the picture does not begin at 0', found.videoStart, 0.03)
  within('sound and picture begin apart', found.audioStart - found.videoStart, kStartTolerance)
  within('picture after seeking forward', found.seekForward, kPictureTolerance)
  within('picture after seeking back', found.seekBack, kPictureTolerance)
  for (const offset of found.cueOffsets) within('a line comes at the wrong time', offset, kCueTolerance)
  if (found.cueOffsets.length === 0) out.push('no subtitles')
  if (!(found.decoded.audioBytes > 0)) out.push('no sound was decoded')
  return out
}

/** A busy machine misses a deadline now and then: what `attempt` finds wrong is tried once more, and must be right then. */
async function twice(attempt) {
  const first = await attempt()
  if (!first.wrong) return first
  console.error(`once more, for a busy machine: ${first.wrong}`)
  return attempt()
}

/** What a player in a tab of its own tells of an episode, and what is wrong with it. */
async function probe(browser, origin, player, url, subtitles) {
  const tab = await browser.newPage()
  try {
    await tab.goto(origin)
    const found = await tab.evaluate(([name, from, told]) => window.probe(name, from, told), [player, url, { subtitles }])
    const note = `starts: picture ${found.videoStart.toFixed(3)} s, sound ${found.audioStart.toFixed(3)} s; sound tracks ${found.audio.length}; ` +
      `subtitles ${found.texts.length}, lines off by ${found.cueOffsets.map((offset) => (offset * 1000).toFixed(0)).join(' and ')} ms`
    const wrong = complaints(found)
    return { endsApart: found.endsApart, note, wrong: wrong.length && `${wrong.join('; ')} (${note})` }
  } catch (error) {
    return { wrong: String(error.message).split('\n')[0].replace('page.evaluate: ', '') }
  } finally {
    await tab.close()
  }
}

async function runBrowsers(episodes) {
  const executable = process.env.CHROMIUM ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync)
  if (!executable) return report('Chromium', 'both', 'all', 'skipped', 'not installed')
  const page = await startPage()
  const origin = `http://127.0.0.1:${page.address().port}/`
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--no-first-run'] })
  const versions = { hls: 'hls.js', shaka: 'shaka-player' }
  for (const name of Object.keys(versions)) versions[name] += ` ${JSON.parse(readFileSync(new URL(`node_modules/${versions[name]}/package.json`, here))).version}`
  const chrome = `Chromium ${browser.version()}`
  for (const episode of episodes) {
    const endsApart = []
    await Promise.all([['hls', 'hls'], ['shaka', 'hls'], ['shaka', 'dash']].map(async ([player, protocol]) => {
      const { endsApart: apart, note, wrong } = await twice(() => probe(browser, origin, player, server + episode[protocol], episode.subtitles))
      if (apart !== undefined) endsApart.push(apart)
      report(`${versions[player]} in ${chrome}`, protocol.toUpperCase(), episode.name, wrong ? 'failed' : 'passed', wrong || note)
    }))
    // Players that put the line's beginning elsewhere must move sound and picture alike: both ends lie as far apart in all of them.
    const spread = Math.max(...endsApart) - Math.min(...endsApart)
    if (endsApart.length > 1) report(chrome, 'HLS and DASH alike', episode.name, spread <= kStartTolerance ? 'passed' : 'failed', `sound and picture end ${(spread * 1000).toFixed(0)} ms more or less apart`)
  }
  await browser.close()
  page.close()
}

/** Output and exit status of a program; nothing when it is not installed. */
function run(program, args, seconds = 60) {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { output += text })
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
    child.on('error', () => done(undefined))
    child.on('close', (code) => { clearTimeout(timer); done({ code, output }) })
  })
}

const versionOf = (program, args, pattern) => {
  try {
    return pattern.exec(execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[1]
  } catch {
    return undefined
  }
}

/** FFmpeg reads everything it finds in the manifest and decodes the sound; the picture's decoding is Chromium's part here. */
async function runFfmpeg(episodes) {
  const version = versionOf('ffmpeg', ['-version'], /version (\S+)/)
  if (!version) return report('FFmpeg', 'both', 'all', 'skipped', 'not installed')
  for (const episode of episodes) {
    for (const protocol of ['hls', 'dash']) {
      const { reached, wrong } = await twice(async () => {
        const { code, output } = await run('ffmpeg', ['-hide_banner', '-nostdin', '-v', 'warning', '-stats', '-i', server + episode[protocol], '-map', '0:v:0', '-map', '0:a', '-c:v', 'copy', '-f', 'null', '-'])
        const times = [...output.matchAll(/time=(\d+):(\d+):([\d.]+)/g)].at(-1)?.slice(1).map(Number) ?? [0, 0, 0]
        const reached = times[0] * 3600 + times[1] * 60 + times[2]
        const bad = code !== 0 || Math.abs(reached - episode.duration) > 0.5 || /Invalid|corrupt|error/i.test(output)
        return { reached, wrong: bad && `read ${reached.toFixed(1)} s: ${output.trim().split(/[\r\n]/).slice(0, 3).join(' / ')}` }
      })
      report(`FFmpeg ${version}`, protocol.toUpperCase(), episode.name, wrong ? 'failed' : 'passed', wrong || `read ${reached.toFixed(1)} of ${episode.duration.toFixed(1)} s`)
    }
  }
}

/** GStreamer's playbin, with sinks that do not wait, to the end; an MP4 and a Matroska file, since it decodes every picture. */
async function runGStreamer(episodes) {
  const version = versionOf('gst-launch-1.0', ['--version'], /GStreamer (\S+)/)
  if (!version) return report('GStreamer', 'both', 'all', 'skipped', 'not installed')
  for (const episode of episodes.slice(0, 2)) {
    for (const protocol of ['hls', 'dash']) {
      const { wrong } = await twice(async () => {
        const { code, output } = await run('gst-launch-1.0', ['playbin3', `uri=${server + episode[protocol]}`, 'video-sink=fakesink sync=false', 'audio-sink=fakesink sync=false', 'flags=0x3'])
        const whole = code === 0 && /Got EOS/.test(output)
        return { wrong: !whole && (/ERROR.*/.exec(output)?.[0] ?? 'no end within 60 s') }
      })
      report(`GStreamer ${version} playbin3`, protocol.toUpperCase(), episode.name, wrong ? 'failed' : 'passed', wrong || 'to the end')
    }
  }
}

/**
 * mpv without a screen, five seconds with the second subtitle where it lists them: over DASH from 60 %. Over HLS from the beginning:
 * FFmpeg 5.1, which reads HLS for it, cannot seek in fragmented MP4 (FFmpeg's own HLS output fails alike).
 */
async function runMpv(episodes) {
  const version = versionOf('mpv', ['--version'], /mpv v?(\S+)/)
  if (!version) return report('mpv', 'both', 'all', 'skipped', 'not installed')
  for (const episode of episodes) {
    for (const [protocol, start] of [['hls', undefined], ['dash', 60]]) {
      const { at, wrong } = await twice(async () => {
        const { code, output } = await run('mpv', ['--no-config', '--vo=null', '--ao=null', '--untimed', ...(start ? [`--start=${start}%`] : []), '--length=5', '--sid=2', '--term-status-msg=at ${=time-pos} avsync ${=avsync}', server + episode[protocol]])
        const at = Math.max(0, ...[...output.matchAll(/at ([\d.]+) avsync/g)].map(([, time]) => Number(time)))
        const bad = code !== 0 || at < episode.duration * (start ?? 0) / 100 + 4
        return { at, wrong: bad && `came to ${at.toFixed(1)} s: ${output.trim().split('\n').slice(-2).join(' / ')}` }
      })
      report(`mpv ${version}`, protocol.toUpperCase(), episode.name, wrong ? 'failed' : 'passed', wrong || `from ${start ?? 0} % to ${at.toFixed(1)} s`)
    }
  }
}

const episodes = await pickEpisodes()
if (episodes.length === 0) throw new Error('the server holds no episode that plays')
const begun = Date.now()
await runBrowsers(episodes)
const browsers = Date.now()
await Promise.all([runFfmpeg(episodes), runGStreamer(episodes), runMpv(episodes)])
if (asMarkdown) {
  console.log('| Client | Over | Episode | Result | Measured |\n| --- | --- | --- | --- | --- |')
  for (const row of rows) console.log(`| ${row.client} | ${row.what} | ${row.episode} | ${row.result} | ${row.note.replaceAll('|', '\\|')} |`)
}
console.error(`browsers ${((browsers - begun) / 1000).toFixed(0)} s, the others ${((Date.now() - browsers) / 1000).toFixed(0)} s`)
if (faults.length) {
  console.error(`${faults.length} failed:\n${faults.join('\n')}`)
  process.exit(1)
}
