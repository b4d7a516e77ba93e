// What the file holds beside what can be chosen, so that nothing is missing without a word.
import type { Subtitle, Track } from '../../api/types'
import { t, type MessageKey } from '../../i18n/locale.svelte'
import { sameLanguage } from '../captions/choose'
import { decodes } from '../codecs'
import { codecName } from '../codec_names'
import type { AudioChoice } from '../engine/engine'

export interface AudioRow {
  choice: AudioChoice | undefined
  track: Track | undefined
}

/**
 * The audio column: what the engine offers, told apart with what the file says, then what could not be carried.
 * The manifest lists carried tracks in the file's order, but may leave out some, and what the browser does not decode is not asked for.
 * So what is offered is of the decoded ones: by language and for whom it is made, then by language, then by order.
 */
export function audioRows(choices: readonly AudioChoice[], tracks: readonly Track[], supports: (type: string) => boolean): AudioRow[] {
  const audio = tracks.filter((track) => track.kind === 'audio')
  const left = audio.filter((track) => track.carried)
  const rows: AudioRow[] = choices.map((choice) => {
    const fits = left.filter((track) => decodes(track, supports) && (!choice.language || !track.language || sameLanguage(choice.language, track.language)))
    const track = fits.find((each) => (each.visual_impaired ?? false) === choice.described) ?? fits[0]
    if (track) left.splice(left.indexOf(track), 1)
    return { choice, track }
  })
  // A single track is part of the video's own rendition: the engine offers no choice.
  const refused = audio.filter((track) => !track.carried)
  // Beside a choice, what is carried and yet not offered is what the browser does not decode.
  return [...rows, ...[...left, ...refused].map((track) => ({ choice: undefined, track }))]
}

const refusals: Record<NonNullable<Track['reason_code']>, MessageKey> = {
  encrypted: 'refused.encrypted',
  compressed: 'refused.compressed',
  conversion: 'refused.conversion',
  pictures: 'refused.pictures',
  format: 'refused.format',
  spare: 'refused.spare',
  damaged: 'refused.damaged',
  beside: 'refused.beside',
  partial: 'refused.partial',
}

/** Why players do not get a track: in the page's language, or the server's words for a code that is newer than the page. */
export function whyRefused(track: Track): string {
  const key: MessageKey | undefined = track.reason_code && refusals[track.reason_code]
  return key ? t(key, { codec: codecName(track.codec) }) : (track.reason ?? codecName(track.codec))
}

/** Subtitles of the file that nobody can choose. Pictures that are drawn here are not carried over HLS either: those are offered. */
export const refusedSubtitles = (tracks: readonly Track[], offered: readonly Subtitle[]): Track[] =>
  tracks.filter((track) => track.kind === 'subtitle' && !track.carried && !offered.some(({ id }) => id === `p${track.number}`))
