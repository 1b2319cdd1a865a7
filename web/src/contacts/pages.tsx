import { HistoryOutlined } from '@ant-design/icons'
import { bankingWords } from '../banking/words'
import { customersWords } from '../customers/words'
import { listWords } from '../list/words'
import { selfServiceWords, withMenuWords } from '../self-service/words'
import { page, type Capability } from '../shell/capability'
import { timelineWords } from '../timeline/words'
import { contactsWords } from './words'

const seeContacts = 'contacts.see'

export const contacts: Capability = {
  name: 'contacts',
  words: contactsWords,
  pages: [
    {
      path: '/contacts',
      permission: seeContacts,
      Component: page(() => import('./ContactsPage'), contactsWords, customersWords, listWords),
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
        contactsWords,
        customersWords,
        selfServiceWords,
        bankingWords,
        timelineWords,
      ),
    },
  ],
  events: () => import('./events').then((own) => own.contactEvents),
}
