import { SignatureOutlined } from '@ant-design/icons'
import { formWords } from '../form/words'
import { listWords } from '../list/words'
import { recordWords } from '../record/words'
import { page, type Capability } from '../shell/capability'
import { signatureWords } from './words'

const words = [signatureWords, listWords, recordWords, formWords]

export const signatures: Capability = {
  name: 'signatures',
  words: signatureWords,
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
