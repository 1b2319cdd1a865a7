import { AppstoreOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['catalogue', 'customers'] as const

export const catalogue: Capability = {
  name: 'catalogue',
  pages: [
    {
      path: '/services',
      permission: 'services.see',
      Component: page(() => import('./Services'), ...words),
      entry: {
        area: 'knowledge',
        title: { zh: '服务目录', en: 'Service catalogue' },
        initials: 'fwml',
        icon: <AppstoreOutlined />,
      },
    },
  ],
}
