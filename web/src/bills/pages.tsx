import { BarcodeOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['bills', 'list', 'record', 'form'] as const

export const bills: Capability = {
  name: 'bills',
  pages: [
    {
      path: '/bills',
      permission: 'bills.see',
      Component: page(() => import('./Bills'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '缴费', en: 'Bills' },
        initials: 'jf',
        icon: <BarcodeOutlined />,
      },
    },
    {
      path: '/bills/:id',
      permission: 'bills.see',
      Component: page(() => import('./Bills').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
