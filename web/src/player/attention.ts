// Whether somebody is still there: episodes that began by themselves, since anything was last touched.
const kAskAfter = 3
let untouched = 0

export const episodeBeganAlone = (): void => void (untouched += 1)
export const somethingTouched = (): void => void (untouched = 0)
export const shouldAsk = (): boolean => untouched >= kAskAfter
