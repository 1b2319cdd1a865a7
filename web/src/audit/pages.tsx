import { SafetyCertificateOutlined } from '@ant-design/icons'
import { wordFolders } from '../i18n'
import { page, type Capability } from '../shell/capability'

export const audit: Capability = {
  name: 'audit',
  pages: [
    {
      path: '/audit',
      permission: 'audit.see',
      // Each folder says what its deeds are called.
      Component: page(() => import('./AuditPage'), ...wordFolders()),
      entry: {
        area: 'administration',
        title: { zh: '审计记录', en: 'Audit trail' },
        initials: 'sjjl',
        icon: <SafetyCertificateOutlined />,
      },
    },
  ],
}
