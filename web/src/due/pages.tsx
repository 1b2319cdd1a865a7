import { ScheduleOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'
import { dueWords } from './words'

export const due: Capability = {
  name: 'due',
  words: dueWords,
  pages: [
    {
      path: '/due-times',
      permission: 'system.tend',
      Component: page(() => import('./DuePage'), dueWords),
      entry: {
        area: 'administration',
        title: { zh: '到期事项与作业', en: 'Due times and jobs' },
        initials: 'dqsxyzy',
        icon: <ScheduleOutlined />,
      },
    },
  ],
}
