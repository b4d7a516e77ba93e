// In the page: drives a player and measures what the browser made of it. Each step throws when the player does not come along.
'use strict'

const video = document.getElementById('video')
const sourceBuffers = {}
const addSourceBuffer = MediaSource.prototype.addSourceBuffer
MediaSource.prototype.addSourceBuffer = function (type) {
  const added = addSourceBuffer.call(this, type)
  sourceBuffers[type.slice(0, 5)] = added
  return added
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

async function until(what, condition, ms = 20_000) {
  const end = performance.now() + ms
  for (;;) {
    const value = condition()
    if (value) return value
    if (video.error) throw new Error(`${what}: the video element says ${video.error.message}`)
    if (performance.now() > end) throw new Error(`${what}: not within ${ms / 1000} s, at ${video.currentTime} s, ready ${video.readyState}`)
    await sleep(20)
  }
}

/** The media time of the next picture that is shown. */
const nextPicture = () => new Promise((done) => video.requestVideoFrameCallback((_, shown) => done(shown.mediaTime)))

/** What hls.js and Shaka Player are told alike. */
const players = {
  async hls(url) {
    const hls = new Hls({ maxBufferLength: 12, enableWorker: true })
    const fault = new Promise((_, fail) => hls.on(Hls.Events.ERROR, (_, data) => data.fatal && fail(new Error(`hls.js: ${data.type} ${data.details} ${data.error?.message ?? ''}`))))
    hls.loadSource(url)
    hls.attachMedia(video)
    await Promise.race([fault, new Promise((done) => hls.on(Hls.Events.MANIFEST_PARSED, done))])
    return {
      fault,
      audio: () => hls.audioTracks.map((track) => `${track.lang ?? ''} ${track.name}`),
      async selectAudio(index) {
        hls.audioTrack = index
        await until('switch sound', () => hls.audioTrack === index && sourceBuffers.audio.buffered.length > 0)
      },
      texts: () => hls.subtitleTracks.map((track) => track.lang ?? ''),
      selectText(index) {
        hls.subtitleTrack = index
        hls.subtitleDisplay = true
      },
      end: () => hls.destroy(),
    }
  },
  async shaka(url) {
    shaka.polyfill.installAll()
    const player = new shaka.Player()
    await player.attach(video)
    const fault = new Promise((_, fail) => player.addEventListener('error', (event) => fail(new Error(`Shaka: ${event.detail.code} ${event.detail.data}`))))
    player.configure({ streaming: { bufferingGoal: 12 } })
    await Promise.race([fault, player.load(url).catch((error) => { throw new Error(`Shaka: ${error.code} ${error.data}`) })])
    return {
      fault,
      audio: () => player.getAudioTracks().map((track) => `${track.language} ${track.label ?? ''}`),
      async selectAudio(index) {
        player.selectAudioTrack(player.getAudioTracks()[index])
        await until('switch sound', () => player.getAudioTracks()[index].active && sourceBuffers.audio.buffered.length > 0)
      },
      texts: () => player.getTextTracks().map((track) => track.language),
      selectText: (index) => player.selectTextTrack(player.getTextTracks()[index]),
      end: () => player.destroy(),
    }
  },
}

async function playsOn(what, seconds = 0.7) {
  const from = video.currentTime
  await until(`${what}: play on`, () => video.currentTime >= from + seconds)
}

/** Seeks and returns how far the first picture afterwards lies from the place asked for, in seconds. */
async function seek(to) {
  const landed = new Promise((done) => video.addEventListener('seeked', done, { once: true }))
  video.currentTime = to
  await Promise.race([landed, sleep(20_000).then(() => { throw new Error(`seek to ${to}: not within 20 s`) })])
  await playsOn(`after the seek to ${to}`)
  const offset = video.currentTime - to
  if (offset < 0 || offset > 6) throw new Error(`seek to ${to} went to ${video.currentTime}`)
  const shown = await nextPicture()
  return Math.abs(shown - video.currentTime)
}

const end = (kind) => sourceBuffers[kind].buffered.end(sourceBuffers[kind].buffered.length - 1)
const start = (kind) => (sourceBuffers[kind]?.buffered.length ? sourceBuffers[kind].buffered.start(0) : null)

/** The cues the browser holds, whichever text track has them. */
const cues = () => [...video.textTracks].filter((track) => track.mode !== 'disabled').flatMap((track) => [...(track.cues ?? [])])

/** WebVTT's first cue: { begin, text }. */
function firstCue(vtt) {
  const [, hours, minutes, seconds, text] = /(?:(\d+):)?(\d\d):(\d\d\.\d{3}) --> [^\n]*\n([^\n]*)/.exec(vtt)
  return { begin: Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds), text }
}

/** Plays, seeks, switches; `episode` as the API tells it. Returns the measures. */
window.probe = async function probe(name, url, episode) {
  const found = { player: name }
  video.playbackRate = 1
  const begun = performance.now()
  const first = nextPicture()
  const player = await players[name](url)
  const race = (work) => Promise.race([player.fault, work])
  player.fault.catch(() => {})
  return race((async () => {
    found.firstPicture = await Promise.race([first, sleep(20_000).then(() => { throw new Error('no picture within 20 s') })])
    found.firstPictureMs = Math.round(performance.now() - begun)
    found.videoStart = start('video')
    found.audioStart = await until('sound', () => (start('audio') === null ? null : [start('audio')])).then(([at]) => at)
    await video.play()
    await playsOn('from the beginning', 1)
    found.duration = video.duration
    found.audio = player.audio()
    found.texts = player.texts()
    found.seekForward = await seek(video.duration * 0.6)
    found.seekBack = await seek(video.duration * 0.2)
    if (found.audio.length > 1) {
      await player.selectAudio(1)
      await playsOn('after switching sound')
      await player.selectAudio(0)
      await playsOn('after switching sound back')
    }
    // Each of the first two subtitles: its first cue where the server's own WebVTT has it.
    found.cueOffsets = []
    for (let i = 0; i < Math.min(2, found.texts.length); ++i) {
      const expected = firstCue(await (await fetch(new URL(episode.subtitles[i].url, url))).text())
      player.selectText(i)
      await seek(Math.max(0, expected.begin - 0.5))
      const cue = await until(`the first line of subtitle ${i + 1}`, () => cues().find((each) => Math.abs(each.startTime - expected.begin) < 1))
      found.cueOffsets.push(cue.startTime - expected.begin)
    }
    // The end: the last second plays, and `ended` is told.
    video.currentTime = video.duration - 1
    await until('the end', () => video.ended)
    found.endsApart = end('audio') - end('video')
    found.decoded = { pictures: video.getVideoPlaybackQuality().totalVideoFrames, audioBytes: video.webkitAudioDecodedByteCount }
    await player.end()
    return found
  })())
}
