import type { Message } from '../format'
import type { messages as en } from './unplayable.en'

export const messages: Record<keyof typeof en, Message> = {
  'unplayable.no_file': '파일이 제자리에 없어요. 옮겨졌거나, 연결되지 않은 드라이브에 있을 수 있어요.',
  'unplayable.conversion': '먼저 변환해야 하는 형식이에요. Bonustrack은 아직 변환하지 못해요.',
  'unplayable.unreadable': '파일을 읽을 수 없어요. 손상됐거나 끝까지 복사되지 않았을 수 있어요.',
}
