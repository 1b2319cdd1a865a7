import { FundOutlined, SafetyCertificateOutlined, StockOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const ratings = ['wealth', 'list', 'record', 'form'] as const

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
    {
      path: '/wealth/ratings',
      permission: 'wealth.ratings',
      Component: page(() => import('./Ratings'), ...ratings),
      entry: {
        area: 'customers',
        title: { zh: '风险测评', en: 'Risk ratings' },
        initials: 'fxcp',
        icon: <SafetyCertificateOutlined />,
      },
    },
    {
      path: '/wealth/ratings/new',
      permission: 'wealth.rate',
      Component: page(() => import('./Ratings').then((own) => ({ default: own.New })), ...ratings),
    },
    {
      path: '/wealth/ratings/:id',
      permission: 'wealth.ratings',
      Component: page(() => import('./Ratings').then((own) => ({ default: own.One })), ...ratings),
    },
  ],
}
