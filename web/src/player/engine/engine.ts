// What the player asks of whatever feeds the video element.

export type EngineFault = 'network' | 'gone' | 'media' | 'codec' | 'unsupported'

export interface AudioChoice {
  id: number
  language: string | undefined
  name: string
  /** Describes the picture for those who do not see it. */
  described: boolean
}

export interface EngineListener {
  audioChanged(choices: readonly AudioChoice[], active: number | undefined): void
  /** Playing cannot go on without the viewer; `detail` is for people who want to know. */
  failed(fault: EngineFault, detail: string): void
}

/** (attach chooseAudio* recover*)? destroy. Loading begins when the engine is made, before a video is there. */
export interface Engine {
  attach(video: HTMLVideoElement, listener: EngineListener): void
  chooseAudio(id: number): void
  /** Tries again after a fault, from the video's present position; `decoder`: with a new one. */
  recover(decoder: boolean): void
  destroy(): void
}
