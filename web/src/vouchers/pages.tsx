import { SafetyCertificateOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['vouchers', 'list', 'record', 'form', 'signatures'] as const

export const vouchers: Capability = {
  name: 'vouchers',
  pages: [
    {
      path: '/vouchers',
      permission: 'vouchers.see',
      Component: page(() => import('./Vouchers'), ...words),
      entry: {
        area: 'vouchers',
        title: { zh: '交易凭证', en: 'Vouchers' },
        initials: 'jypz',
        icon: <SafetyCertificateOutlined />,
      },
    },
    {
      path: '/vouchers/:id',
      permission: 'vouchers.see',
      Component: page(() => import('./Vouchers').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
