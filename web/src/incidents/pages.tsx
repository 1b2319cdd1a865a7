import { WarningOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['incidents', 'list', 'record', 'form'] as const

export const incidents: Capability = {
  name: 'incidents',
  pages: [
    {
      path: '/incidents',
      permission: 'incidents.see',
      Component: page(() => import('./Incidents'), ...words),
      entry: {
        area: 'risk',
        title: { zh: '口述密码事件', en: 'PINs said aloud' },
        initials: 'ksmmsj',
        icon: <WarningOutlined />,
      },
    },
    {
      path: '/incidents/:id',
      permission: 'incidents.see',
      Component: page(() => import('./Incidents').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
