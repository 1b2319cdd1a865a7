import { SignatureOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['signatures', 'list', 'record', 'form'] as const

export const signatures: Capability = {
  name: 'signatures',
  pages: [
    {
      path: '/signatures',
      permission: 'signatures.see',
      Component: page(() => import('./Signatures'), ...words),
      entry: {
        area: 'administration',
        title: { zh: '签名', en: 'Signatures' },
        initials: 'qm',
        icon: <SignatureOutlined />,
      },
    },
    {
      path: '/signatures/:id',
      permission: 'signatures.see',
      Component: page(() => import('./Signatures').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
