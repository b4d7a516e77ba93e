// Whether the picture moves, and what to do when it stands: whatever the element says, for browsers have been seen to say nothing.

/** A picture that should run and has not moved for so long stands. */
const kStandsMs = 1_000
/** With all it needs at hand it is sought where it stands, which sets a decoder going again; if that does not help, the viewer is told. */
const kAheadSeconds = 1
const kPushAfterMs = 5_000
const kGiveUpAfterMs = 15_000

/** Of the video element. */
export type Place = Pick<HTMLVideoElement, 'currentTime' | 'seeking' | 'ended'> & { buffered: Pick<TimeRanges, 'length' | 'start' | 'end'> }
/** `moves`: it does again. `push`: to be sought where it stands. `lost`: that was of no use. */
export type Finding = 'moves' | 'stands' | 'push' | 'lost' | undefined

function isBuffered({ buffered }: Place, seconds: number): boolean {
  for (let index = 0; index < buffered.length; index += 1) if (buffered.start(index) <= seconds && seconds < buffered.end(index)) return true
  return false
}

export class Standing {
  private movedTo = -1
  private movedAt = 0
  private pushed = false

  /** It runs from here: that it stood before is nothing. */
  begin(): void {
    this.movedTo = -1
  }

  /** To be asked at every frame while it should run. Undefined where there is nothing to change. */
  look(place: Place, nowMs: number): Finding {
    const stoodMs = nowMs - this.movedAt
    if (place.currentTime !== this.movedTo || place.seeking || place.ended) {
      this.movedTo = place.currentTime
      this.movedAt = nowMs
      // The seek of a push is not yet a picture that moves.
      this.pushed = this.pushed && place.seeking
      return stoodMs > kStandsMs && !place.seeking ? 'moves' : undefined
    }
    if (stoodMs < kStandsMs) return undefined
    // Without what comes next it is the engine that waits, asks again, and tells when that is of no use.
    if (stoodMs < kPushAfterMs || !isBuffered(place, this.movedTo + kAheadSeconds)) return 'stands'
    if (!this.pushed) {
      this.pushed = true
      return 'push'
    }
    return stoodMs > kGiveUpAfterMs ? 'lost' : 'stands'
  }
}
