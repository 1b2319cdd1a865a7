import { BarChartOutlined, CarryOutOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['day-end', 'list', 'signatures'] as const

export const dayEnd: Capability = {
  name: 'day-end',
  pages: [
    {
      path: '/day-end',
      permission: 'dayEnd.see',
      Component: page(() => import('./DayEnds'), ...words),
      entry: {
        area: 'vouchers',
        title: { zh: '日终', en: "Day's end" },
        initials: 'rz',
        icon: <CarryOutOutlined />,
      },
    },
    {
      path: '/day-end/:day',
      permission: 'dayEnd.see',
      Component: page(() => import('./DayEnd'), ...words),
    },
    {
      path: '/transaction-reports',
      permission: 'dayEnd.see',
      Component: page(() => import('./Reports'), ...words),
      entry: {
        area: 'reports',
        title: { zh: '交易报表', en: 'Transactions' },
        initials: 'jybb',
        icon: <BarChartOutlined />,
      },
    },
  ],
}
