// The subtitles a viewer chose last time are those they see first the next time.
import { locale } from '../../i18n/locale.svelte'
import { keepPreferences, readPreferences } from '../preferences'
import type { Captions } from './captions.svelte'
import { captionsWhenOn, firstCaptions, forcedFor, sameLanguage } from './choose'

/** `spoken`: the language one hears, which decides what need not be read. */
export async function beginCaptions(captions: Captions, spoken: string | undefined): Promise<void> {
  const { choices } = captions
  const { captions: wanted, captionsOn, second } = readPreferences()
  captions.whenOn = captionsWhenOn(choices, captionsOn, locale.current)
  const first = firstCaptions(choices, wanted, spoken, locale.current)
  await captions.choose(first >= 0 ? first : forcedFor(choices, spoken))
  if (second) await captions.chooseSecond(choices.findIndex((choice) => sameLanguage(choice.language, second) && !choice.forced))
}

export function keepCaptions(captions: Captions): void {
  const choice = captions.choices[captions.active]
  keepPreferences(choice ? { captions: choice.language ?? undefined, captionsOn: choice.language ?? undefined } : { captions: 'off' })
}

export function keepSecondCaptions(captions: Captions): void {
  keepPreferences({ second: captions.choices[captions.second]?.language ?? undefined })
}
