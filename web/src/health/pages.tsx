import { AlertOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'
import { healthWords } from './words'

export const health: Capability = {
  name: 'health',
  words: healthWords,
  pages: [
    {
      path: '/health',
      permission: 'health.see',
      Component: page(() => import('./HealthPage'), healthWords),
      entry: {
        area: 'administration',
        title: { zh: '系统健康', en: 'Health' },
        initials: 'xtjk',
        icon: <AlertOutlined />,
      },
    },
  ],
}
