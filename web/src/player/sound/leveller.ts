// A gain between the video element and the loudspeakers. Once its sound runs through here it stays: the browser gives no way back.
import { factorOf } from './level'

/** No sudden step: it is heard as a click. */
const kGlideSeconds = 0.3

export class Leveller {
  private constructor(
    private readonly context: AudioContext,
    private readonly gain: GainNode,
  ) {}

  /** Nothing where the browser does not let sound begin: the element would fall silent. */
  static async of(video: HTMLVideoElement): Promise<Leveller | undefined> {
    const context = new AudioContext({ latencyHint: 'playback' })
    await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 1_000))])
    if (context.state !== 'running') {
      void context.close()
      return undefined
    }
    // Surround stays surround where the device has the loudspeakers for it.
    context.destination.channelCount = context.destination.maxChannelCount
    const gain = context.createGain()
    context.createMediaElementSource(video).connect(gain).connect(context.destination)
    return new Leveller(context, gain)
  }

  set(decibels: number): void {
    this.gain.gain.setTargetAtTime(factorOf(decibels), this.context.currentTime, kGlideSeconds / 3)
  }

  close(): void {
    void this.context.close()
  }
}
