import { page, type Capability } from '../shell/capability'
import { callWords } from './words'

export const call: Capability = {
  name: 'call',
  words: callWords,
  pages: [{ path: '/call', Component: page(() => import('./CallPage'), callWords) }],
}
