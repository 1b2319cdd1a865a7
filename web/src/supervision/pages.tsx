import { EyeOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const supervision: Capability = {
  name: 'supervision',
  pages: [
    {
      path: '/floor',
      permission: 'floor.watch',
      Component: page(() => import('./Floor'), 'supervision', 'desk'),
      entry: { area: 'floor', title: { zh: '现场', en: 'Floor' }, initials: 'xc', icon: <EyeOutlined /> },
    },
  ],
}
