import { BellOutlined, ProfileOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['movements', 'list', 'record', 'form'] as const

export const movements: Capability = {
  name: 'movements',
  pages: [
    {
      path: '/statements',
      permission: 'statements.see',
      Component: page(() => import('./Statements'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '已发送的交易明细', en: 'Statements sent' },
        initials: 'yfsdjymx',
        icon: <ProfileOutlined />,
      },
    },
    {
      path: '/statements/:id',
      permission: 'statements.see',
      Component: page(() => import('./Statement'), ...words),
    },
    {
      path: '/movement-alerts',
      permission: 'movementAlerts.see',
      Component: page(() => import('./MovementAlerts'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '动账通知', en: 'Movement alerts' },
        initials: 'dztz',
        icon: <BellOutlined />,
      },
    },
  ],
}
