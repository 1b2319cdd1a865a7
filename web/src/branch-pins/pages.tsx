import { LockOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['branch-pins', 'list', 'record', 'form'] as const

export const branchPins: Capability = {
  name: 'branch-pins',
  pages: [
    {
      path: '/pins',
      permission: 'pins.see',
      Component: page(() => import('./BranchPins'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '客户密码', en: "Customers' PINs" },
        initials: 'khmm',
        icon: <LockOutlined />,
      },
    },
    {
      path: '/pins/new',
      permission: 'pins.manage',
      Component: page(() => import('./BranchPins').then((own) => ({ default: own.New })), ...words),
    },
    {
      path: '/pins/:id',
      permission: 'pins.see',
      Component: page(() => import('./BranchPins').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
