import { SafetyCertificateOutlined } from '@ant-design/icons'
import { listWords } from '../list/words'
import { page, type Capability } from '../shell/capability'
import { auditWords } from './words'

export const audit: Capability = {
  name: 'audit',
  words: auditWords,
  pages: [
    {
      path: '/audit',
      permission: 'audit.see',
      Component: page(() => import('./AuditPage'), auditWords, listWords),
      entry: {
        area: 'administration',
        title: { zh: '审计记录', en: 'Audit trail' },
        initials: 'sjjl',
        icon: <SafetyCertificateOutlined />,
      },
    },
  ],
}
