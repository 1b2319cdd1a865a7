import { AlertOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const health: Capability = {
  name: 'health',
  pages: [
    {
      path: '/health',
      permission: 'health.see',
      Component: page(() => import('./HealthPage'), 'health'),
      entry: {
        area: 'administration',
        title: { zh: '系统健康', en: 'Health' },
        initials: 'xtjk',
        icon: <AlertOutlined />,
      },
    },
  ],
}
