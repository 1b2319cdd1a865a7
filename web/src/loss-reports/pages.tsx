import { StopOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['loss-reports', 'list', 'record', 'form'] as const

export const lossReports: Capability = {
  name: 'loss-reports',
  pages: [
    {
      path: '/loss-reports',
      permission: 'losses.see',
      Component: page(() => import('./LossReports'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '挂失', en: 'Loss reports' },
        initials: 'gs',
        icon: <StopOutlined />,
      },
    },
    {
      path: '/loss-reports/new',
      permission: 'losses.report',
      Component: page(() => import('./LossReports').then((own) => ({ default: own.New })), ...words),
    },
    {
      path: '/loss-reports/:id',
      permission: 'losses.see',
      Component: page(() => import('./LossReports').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
