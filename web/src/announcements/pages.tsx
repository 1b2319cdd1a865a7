import { NotificationOutlined } from '@ant-design/icons'
import { formWords } from '../form/words'
import { listWords } from '../list/words'
import { recordWords } from '../record/words'
import { page, type Capability } from '../shell/capability'
import { announcementsWords } from './words'

const words = [announcementsWords, listWords, recordWords, formWords]

export const announcements: Capability = {
  name: 'announcements',
  words: announcementsWords,
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
