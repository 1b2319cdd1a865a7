import { NotificationOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['announcements', 'list', 'record', 'form'] as const

export const announcements: Capability = {
  name: 'announcements',
  pages: [
    {
      path: '/announcements',
      permission: 'announcements.read',
      Component: page(() => import('./Announcements'), ...words),
      entry: {
        area: 'knowledge',
        title: { zh: '公告', en: 'Announcements' },
        initials: 'gg',
        icon: <NotificationOutlined />,
      },
    },
    {
      path: '/announcements/new',
      permission: 'announcements.write',
      Component: page(() => import('./Announcements').then((own) => ({ default: own.New })), ...words),
    },
    {
      path: '/announcements/:id',
      permission: 'announcements.read',
      Component: page(() => import('./Announcements').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
