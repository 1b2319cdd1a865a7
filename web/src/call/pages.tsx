import { page, type Capability } from '../shell/capability'

export const call: Capability = {
  name: 'call',
  pages: [{ path: '/call', Component: page(() => import('./CallPage'), 'call') }],
}
