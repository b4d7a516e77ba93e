// A dozen posters as a server sends them, made by ffmpeg once: a large library is measured with pictures, not with drawings.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const kPosters = 12
const kFormat = '1'

function folder() {
  const made = join(tmpdir(), 'bonustrack-mock', `posters-${kFormat}`)
  if (existsSync(made)) return made
  const making = `${made}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  for (let seed = 0; seed < kPosters; seed += 1) {
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `gradients=s=320x480:n=6:seed=${seed},noise=alls=12:allf=t`, '-frames:v', '1', '-quality', '80', join(making, `${seed}.webp`)])
  }
  renameSync(making, made)
  return made
}

let posters
/** WebP of 320 by 480. */
export function poster(at) {
  posters ??= Array.from({ length: kPosters }, (_, seed) => readFileSync(join(folder(), `${seed}.webp`)))
  return posters[at % kPosters]
}
