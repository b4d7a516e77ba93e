// Subtitles drawn as their authors made them, by a library that is fetched when such subtitles are chosen.

export interface Source {
  url: string
  /** Addresses of the fonts inside the film. */
  fonts: readonly string[]
}

/** (resize show*)* close. */
export interface Drawing {
  /** In pixels of the screen. */
  resize(width: number, height: number): void
  show(positionMs: number): void
  close(): void
}

/** Draws on `canvas`, which is its own from then on. `failed`, when it goes wrong after it went well. */
export type StartDrawing = (canvas: HTMLCanvasElement, source: Source, failed: (cause: unknown) => void) => Promise<Drawing>
