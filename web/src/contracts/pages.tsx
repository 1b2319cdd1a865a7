import { FileProtectOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['contracts', 'list', 'record', 'form', 'signatures'] as const

export const contracts: Capability = {
  name: 'contracts',
  pages: [
    {
      path: '/contracts',
      permission: 'contracts.see',
      Component: page(() => import('./Contracts'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '电话银行签约', en: 'Contracts' },
        initials: 'qy',
        icon: <FileProtectOutlined />,
      },
    },
    {
      path: '/contracts/new',
      permission: 'contracts.write',
      Component: page(() => import('./Contracts').then((own) => ({ default: own.New })), ...words),
    },
    {
      path: '/contracts/:id',
      permission: 'contracts.see',
      Component: page(() => import('./Contracts').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
