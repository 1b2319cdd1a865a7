import { page, type Capability } from '../shell/capability'

export const access: Capability = {
  name: 'access',
  pages: [{ path: '/signin', Component: page(() => import('./SignIn'), 'access') }],
}
