import { EnvironmentOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['information'] as const

export const information: Capability = {
  name: 'information',
  pages: [
    {
      path: '/information',
      permission: 'information.see',
      Component: page(() => import('./Information'), ...words),
      entry: {
        area: 'knowledge',
        title: { zh: '网点、利率和公告', en: 'Branches, rates and bulletins' },
        initials: 'wdllhgg',
        icon: <EnvironmentOutlined />,
      },
    },
  ],
}
