import { MessageOutlined, SafetyOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['notices', 'list', 'record', 'form'] as const

export const notices: Capability = {
  name: 'notices',
  pages: [
    {
      path: '/notices',
      permission: 'notices.see',
      Component: page(() => import('./Notices'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '客户通知', en: 'Notices' },
        initials: 'khtz',
        icon: <MessageOutlined />,
      },
    },
    {
      path: '/notices/new',
      permission: 'notices.send',
      Component: page(() => import('./Notices').then((own) => ({ default: own.New })), ...words),
    },
    {
      path: '/notices/:id',
      permission: 'notices.see',
      Component: page(() => import('./Notices').then((own) => ({ default: own.One })), ...words),
    },
    {
      path: '/consents',
      permission: 'consents.see',
      Component: page(() => import('./Consents'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '同意与退订', en: 'Consents' },
        initials: 'tyytd',
        icon: <SafetyOutlined />,
      },
    },
    {
      path: '/consents/new',
      permission: 'consents.change',
      Component: page(() => import('./Consents').then((own) => ({ default: own.New })), ...words),
    },
    {
      path: '/consents/:id',
      permission: 'consents.see',
      Component: page(() => import('./Consents').then((own) => ({ default: own.One })), ...words),
    },
    {
      path: '/inbox',
      permission: 'notices.inbox',
      Component: page(() => import('./InboxPage'), 'notices'),
    },
  ],
}
