// A short clip as HLS (one picture, two sounds), made by ffmpeg once and kept in the folder for temporary files.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const kClipSeconds = 120
const kFormat = '4'
const kTileSeconds = 5
const cache = join(tmpdir(), 'bonustrack-mock')

function hls(directory, name, input, codec) {
  const out = join(directory, name)
  mkdirSync(out, { recursive: true })
  execFileSync('ffmpeg', [
    '-v', 'error', '-y', ...input, '-t', String(kClipSeconds), ...codec,
    '-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4',
    '-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', join(out, '%d.m4s'), join(out, 'media.m3u8'),
  ])
}

const kMaster = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="한국어",LANGUAGE="ko",DEFAULT=YES,AUTOSELECT=YES,URI="audio-ko/media.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,URI="audio-en/media.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1500000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=12.000,AUDIO="audio"
video/media.m3u8
`

/** One sheet of ten by ten, of which the clip fills a part, and its index. */
function storyboard(directory) {
  const out = join(directory, 'storyboard-1')
  mkdirSync(out, { recursive: true })
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', join(directory, 'video/media.m3u8'), '-vf', `fps=1/${kTileSeconds},scale=320:180,tile=10x10`, '-frames:v', '1', join(out, '1.webp')])
  const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 23)
  const cues = Array.from({ length: kClipSeconds / kTileSeconds }, (_, at) => `${clock(at * kTileSeconds)} --> ${clock((at + 1) * kTileSeconds)}\n1.webp#xywh=${(at % 10) * 320},${Math.floor(at / 10) * 180},320,180`)
  writeFileSync(join(out, 'thumbnails.vtt'), `WEBVTT\n\n${cues.join('\n\n')}\n`)
}

/** A song of half a minute. */
export function songFile() {
  const file = join(cache, 'song-1.opus')
  if (existsSync(file)) return file
  const making = join(cache, `making-${process.pid}.opus`)
  mkdirSync(cache, { recursive: true })
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=f=440:r=48000', '-t', '30', '-c:a', 'libopus', '-b:a', '32k', making])
  renameSync(making, file)
  return file
}

/** The folder that holds master.m3u8. */
export function mediaFolder() {
  const folder = join(cache, kFormat)
  if (existsSync(join(folder, 'master.m3u8'))) return folder
  const making = `${folder}.making`
  rmSync(making, { recursive: true, force: true })
  // Twelve frames a second, worked out in small: nobody looks at them, and each is drawn, decoded and painted by the processor.
  const picture = `gradients=s=214x120:r=12:c0=0x2a1a5e:c1=0x0b3d5c:c2=0x5e1a3a:c3=0x101018:n=4:speed=0.04,scale=854:480,drawtext=text='%{pts\\:hms}':fontsize=30:fontcolor=white@0.5:x=w-tw-60:y=60`
  hls(making, 'video', ['-f', 'lavfi', '-i', picture], ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '28', '-pix_fmt', 'yuv420p', '-g', '24', '-keyint_min', '24', '-sc_threshold', '0'])
  hls(making, 'audio-ko', ['-f', 'lavfi', '-i', 'sine=f=220:r=48000'], ['-c:a', 'aac', '-b:a', '96k'])
  hls(making, 'audio-en', ['-f', 'lavfi', '-i', 'sine=f=330:r=48000'], ['-c:a', 'aac', '-b:a', '96k'])
  storyboard(making)
  writeFileSync(join(making, 'master.m3u8'), kMaster)
  renameSync(making, folder)
  return folder
}
