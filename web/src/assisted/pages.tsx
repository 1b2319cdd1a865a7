import { SafetyCertificateOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const assisted: Capability = {
  name: 'assisted',
  events: () => import('./events').then((own) => own.assistedEvents),
  pages: [
    {
      path: '/approvals',
      permission: 'transactions.approve',
      Component: page(() => import('./Approvals'), 'assisted', 'signatures'),
      entry: {
        area: 'floor',
        title: { zh: '双人复核', en: 'Second person' },
        initials: 'srfh',
        icon: <SafetyCertificateOutlined />,
      },
    },
  ],
}

export const ApprovalsStrip = page(() => import('./ApprovalsStrip'), 'assisted')

export const AssistedPane = page<{ contactId: string; open: boolean; close: () => void }>(
  () => import('./AssistedPane'),
  'assisted',
)

export const AccountsPane = page<{ contactId: string; level: string; close: () => void }>(
  () => import('./AccountsPane'),
  'assisted',
  'movements',
)
