import { ControlOutlined } from '@ant-design/icons'
import { formWords } from '../form/words'
import { signatureWords } from '../signatures/words'
import { page, type Capability } from '../shell/capability'
import { definitionsWords } from './words'

export const definitions: Capability = {
  name: 'definitions',
  words: definitionsWords,
  pages: [
    {
      path: '/definitions',
      permission: 'definitions.see',
      Component: page(() => import('./DefinitionsPage'), definitionsWords),
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
      Component: page(() => import('./DefinitionPage'), definitionsWords, formWords, signatureWords),
    },
  ],
}
