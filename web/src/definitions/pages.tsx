import { ControlOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const definitions: Capability = {
  name: 'definitions',
  pages: [
    {
      path: '/definitions',
      permission: 'definitions.see',
      Component: page(() => import('./DefinitionsPage'), 'definitions'),
      entry: {
        area: 'administration',
        title: { zh: '业务参数', en: 'Definitions' },
        initials: 'ywcs',
        icon: <ControlOutlined />,
      },
    },
    {
      path: '/definitions/:kind/:key',
      permission: 'definitions.see',
      Component: page(() => import('./DefinitionPage'), 'definitions', 'form', 'signatures'),
    },
  ],
}
