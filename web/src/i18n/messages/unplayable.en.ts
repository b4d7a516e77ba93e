import type { Message } from '../format'

export const messages = {
  'unplayable.no_file': 'Its file is not there. It may have been moved, or be on a drive that is away.',
  'unplayable.conversion': 'Its format would have to be converted first, which Bonustrack does not do yet.',
  'unplayable.unreadable': 'Its file cannot be read. It may be damaged, or not copied to its end.',
} satisfies Record<string, Message>
