import { MessageOutlined, SafetyOutlined } from '@ant-design/icons'
import { formWords } from '../form/words'
import { listWords } from '../list/words'
import { recordWords } from '../record/words'
import { page, type Capability } from '../shell/capability'
import { noticesWords } from './words'

const words = [noticesWords, listWords, recordWords, formWords]

export const notices: Capability = {
  name: 'notices',
  words: noticesWords,
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
      Component: page(() => import('./InboxPage'), noticesWords),
    },
  ],
}
