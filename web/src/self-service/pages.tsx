import type { Capability } from '../shell/capability'
import { selfServiceWords } from './words'

/** No pages of its own yet: what a customer did by keypad is seen in a contact's timeline and on the desk. */
export const selfService: Capability = {
  name: 'self-service',
  words: selfServiceWords,
  pages: [],
  events: () => import('./events').then((own) => own.selfServiceEvents),
}
