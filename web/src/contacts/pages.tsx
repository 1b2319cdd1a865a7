import { HistoryOutlined, PhoneOutlined } from '@ant-design/icons'
import { withMenuWords } from '../self-service/menuWords'
import { page, type Capability } from '../shell/capability'

const seeContacts = 'contacts.see'

export const contacts: Capability = {
  name: 'contacts',
  pages: [
    {
      path: '/contacts',
      permission: seeContacts,
      Component: page(() => import('./ContactsPage'), 'contacts', 'customers', 'list'),
      entry: {
        area: 'contacts',
        title: { zh: '联络记录', en: 'Contacts' },
        initials: 'lljl',
        icon: <HistoryOutlined />,
      },
    },
    {
      path: '/contacts/:id',
      permission: seeContacts,
      Component: page(
        () => withMenuWords(import('./ContactPage')),
        'contacts',
        'customers',
        'self-service',
        'banking',
        'timeline',
        'vouchers',
      ),
    },
    {
      path: '/callbacks',
      permission: 'callbacks.work',
      Component: page(() => import('./CallbacksPage'), 'contacts', 'customers', 'list'),
      entry: {
        area: 'contacts',
        title: { zh: '待回拨', en: 'Calls owed' },
        initials: 'dhb',
        icon: <PhoneOutlined />,
      },
    },
  ],
  events: () => import('./events').then((own) => own.contactEvents),
}
