import { CustomerServiceOutlined } from '@ant-design/icons'
import { withMenuWords } from '../self-service/menuWords'
import { page, type Capability } from '../shell/capability'

export const workDesk = 'desk.work'

const words = ['desk', 'customers', 'self-service', 'contacts'] as const

/** What the shell shows above every page of an agent at work: a chunk that nobody else loads. */
export const DeskFrame = page(() => withMenuWords(import('./DeskFrame')), ...words)

export const desk: Capability = {
  name: 'desk',
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
