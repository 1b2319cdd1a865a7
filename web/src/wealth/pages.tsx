import { FundOutlined, StockOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const wealth: Capability = {
  name: 'wealth',
  pages: [
    {
      path: '/wealth',
      permission: 'wealth.see',
      Component: page(() => import('./Wealth'), 'wealth'),
      entry: {
        area: 'knowledge',
        title: { zh: '理财产品', en: 'Wealth products' },
        initials: 'lccp',
        icon: <StockOutlined />,
      },
    },
    {
      path: '/wealth/orders',
      permission: 'wealth.see',
      Component: page(() => import('./Orders'), 'wealth', 'list'),
      entry: {
        area: 'customers',
        title: { zh: '理财交易', en: 'Wealth orders' },
        initials: 'lcjy',
        icon: <FundOutlined />,
      },
    },
  ],
}
