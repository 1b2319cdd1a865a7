import type { Capability } from '../shell/capability'

/** No pages of its own yet: money is seen in a contact's timeline. */
export const banking: Capability = {
  name: 'banking',
  pages: [],
  events: () => import('./events').then((own) => own.bankingEvents),
}
