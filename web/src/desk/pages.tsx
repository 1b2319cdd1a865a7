import { CustomerServiceOutlined } from '@ant-design/icons'
import { contactsWords } from '../contacts/words'
import { customersWords } from '../customers/words'
import { selfServiceWords, withMenuWords } from '../self-service/words'
import { page, type Capability } from '../shell/capability'
import { deskWords } from './words'

export const workDesk = 'desk.work'

const words = [deskWords, customersWords, selfServiceWords, contactsWords]

/** What the shell shows above every page of an agent at work: a chunk that nobody else loads. */
export const DeskFrame = page(() => withMenuWords(import('./DeskFrame')), ...words)

export const desk: Capability = {
  name: 'desk',
  words: deskWords,
  pages: [
    {
      path: '/desk',
      permission: workDesk,
      Component: page(() => withMenuWords(import('./DeskPage')), ...words),
      entry: {
        area: 'desk',
        title: { zh: '座席工作台', en: 'Desk' },
        initials: 'zxgzt',
        icon: <CustomerServiceOutlined />,
      },
    },
  ],
}
