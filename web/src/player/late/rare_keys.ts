// What the keys do that are pressed now and then: fetched after the first picture, or by the first of them.
import { locale, t, type MessageKey } from '../../i18n/locale.svelte'
import { ownLanguageName } from '../../i18n/names'
import type { Captions } from '../captions/captions.svelte'
import { chapterJump } from '../seek/segments'
import { songJump } from '../songs/cues'
import type { PlayerStore } from '../store.svelte'
import type { RareCommand } from '../keys/keymap'

type Say = (text: string) => void

function seek(store: PlayerStore, to: number | undefined): void {
  if (to !== undefined) store.seekTo(to)
}

function captionsInWords({ choices, active, state }: Captions): string {
  const choice = choices[active]
  if (choices.length === 0) return t('player.captionsNone')
  if (state === 'failed') return t('player.captionsFailed')
  if (!choice) return t('player.captionsOff')
  // Of two in one language the file's own names tell which.
  const alone = choices.filter((other) => other.language === choice.language).length === 1
  const language = (alone && ownLanguageName(choice.language)) || choice.name || ownLanguageName(choice.language) || ''
  return t('player.captionsOn', { language })
}

function shiftInWords(ms: number): string {
  const time = `${(Math.abs(ms) / 1000).toLocaleString(locale.current, { minimumFractionDigits: 2 })} s`
  const key: MessageKey = ms === 0 ? 'player.captionsOnTime' : ms > 0 ? 'player.captionsDelay' : 'player.captionsEarly'
  return t(key, { time })
}

export async function obeyRare(command: RareCommand, store: PlayerStore, say: Say): Promise<void> {
  const { captions } = store
  switch (command.do) {
    case 'frame': return store.stepFrame(command.step)
    case 'chapter': return seek(store, chapterJump(store.segments, store.shownMs, command.step))
    case 'song': return seek(store, songJump(store.songs, store.shownMs, command.step))
    case 'speed':
      store.stepRate(command.step)
      return say(t('player.speedNow', { speed: `${store.snapshot.rate.toLocaleString(locale.current)}×` }))
    case 'captions':
      await store.toggleCaptions()
      return say(captionsInWords(captions))
    case 'captionsNext':
      await store.nextCaptions()
      return say(captionsInWords(captions))
    case 'captionsShift':
      captions.delayMs += command.ms
      return say(shiftInWords(captions.delayMs))
  }
}
