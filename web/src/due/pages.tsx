import { ScheduleOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const due: Capability = {
  name: 'due',
  pages: [
    {
      path: '/due-times',
      permission: 'system.tend',
      Component: page(() => import('./DuePage'), 'due'),
      entry: {
        area: 'administration',
        title: { zh: '到期事项与作业', en: 'Due times and jobs' },
        initials: 'dqsxyzy',
        icon: <ScheduleOutlined />,
      },
    },
  ],
}
