// What two independent parsers see in HLS playlists. Reads a JSON array of file names, writes one of what each holds.
import { readFileSync } from 'node:fs'
import HlsParser from 'hls-parser'
import { Parser } from 'm3u8-parser'

/** hls-parser, strict: throws where RFC 8216 is broken. */
function strictly(text) {
  const playlist = HlsParser.parse(text)
  if (!playlist.isMasterPlaylist) {
    return {
      version: playlist.version, endlist: playlist.endlist, targetDuration: playlist.targetDuration, iFramesOnly: Boolean(playlist.isIFrame),
      segments: playlist.segments.map((each) => ({ uri: each.uri, duration: each.duration, gap: Boolean(each.gap), map: each.map?.uri ?? null })),
    }
  }
  const rendition = (each) => ({
    type: each.type, group: each.groupId, name: each.name, language: each.language ?? '', uri: each.uri, isDefault: Boolean(each.isDefault),
    autoselect: Boolean(each.autoselect), forced: Boolean(each.forced), characteristics: each.characteristics ?? '', channels: each.channels ?? '',
  })
  const variant = (each) => ({
    uri: each.uri, bandwidth: each.bandwidth, averageBandwidth: each.averageBandwidth ?? null, codecs: each.codecs, frameRate: each.frameRate ?? null,
    resolution: each.resolution ?? null, videoRange: each.videoRange ?? null, iFrameOnly: Boolean(each.isIFrameOnly), audio: each.audio.map(rendition), subtitles: each.subtitles.map(rendition),
  })
  return { version: playlist.version, independent: Boolean(playlist.independentSegments), variants: playlist.variants.map(variant) }
}

/** m3u8-parser, the one of video.js. */
function leniently(text) {
  const parser = new Parser()
  const warnings = []
  parser.on('warn', (event) => warnings.push(event.message))
  parser.push(text)
  parser.end()
  const { manifest } = parser
  const groups = (kind) => Object.entries(manifest.mediaGroups?.[kind] ?? {}).flatMap(([group, names]) => Object.entries(names).map(([name, each]) => ({ group, name, uri: each.uri, language: each.language ?? '' })))
  return {
    warnings,
    variants: (manifest.playlists ?? []).map((each) => each.uri),
    audio: groups('AUDIO'),
    subtitles: groups('SUBTITLES'),
    segments: manifest.segments.map((each) => ({ uri: each.uri, duration: each.duration, gap: Boolean(each.gap) })),
    endList: Boolean(manifest.endList),
  }
}

const files = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(files.map((file) => {
  const text = readFileSync(file, 'utf8')
  return { strict: strictly(text), lenient: leniently(text) }
})))
