import { SafetyCertificateOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['skills', 'list', 'record', 'form'] as const

export const skills: Capability = {
  name: 'skills',
  pages: [
    {
      path: '/skills',
      permission: 'skills.see',
      Component: page(() => import('./Skills'), ...words),
      entry: {
        area: 'floor',
        title: { zh: '座席技能', en: "Agents' skills" },
        initials: 'zxjn',
        icon: <SafetyCertificateOutlined />,
      },
    },
    {
      path: '/skills/:id',
      permission: 'skills.see',
      Component: page(() => import('./Skills').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
