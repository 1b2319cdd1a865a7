import { page, type Capability } from '../shell/capability'
import { accessWords } from './words'

export const access: Capability = {
  name: 'access',
  words: accessWords,
  pages: [{ path: '/signin', Component: page(() => import('./SignIn'), accessWords) }],
}
