import type { Capability } from '../shell/capability'
import { bankingWords } from './words'

/** No pages of its own yet: money is seen in a contact's timeline. */
export const banking: Capability = {
  name: 'banking',
  words: bankingWords,
  pages: [],
  events: () => import('./events').then((own) => own.bankingEvents),
}
