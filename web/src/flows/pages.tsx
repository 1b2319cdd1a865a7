import { ApartmentOutlined } from '@ant-design/icons'
import { withMenuWords } from '../self-service/menuWords'
import { page, type Capability } from '../shell/capability'

/** The telephone bank's dialogues as a graph: seen, written, tried out. */
export const flows: Capability = {
  name: 'flows',
  pages: [
    {
      path: '/flows',
      permission: 'flows.see',
      Component: page(
        () => withMenuWords(import('./FlowsPage')),
        'flows',
        'definitions',
        'form',
        'signatures',
        'self-service',
      ),
      entry: {
        area: 'administration',
        title: { zh: '语音流程', en: 'Flows' },
        initials: 'yylc',
        icon: <ApartmentOutlined />,
      },
    },
  ],
}
