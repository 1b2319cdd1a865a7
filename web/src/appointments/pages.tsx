import { CalendarOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['appointments', 'list', 'record', 'form'] as const

export const appointments: Capability = {
  name: 'appointments',
  pages: [
    {
      path: '/appointments',
      permission: 'appointments.see',
      Component: page(() => import('./Appointments'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '网点预约', en: 'Appointments' },
        initials: 'wdyy',
        icon: <CalendarOutlined />,
      },
    },
    {
      path: '/appointments/new',
      permission: 'appointments.book',
      Component: page(() => import('./NewAppointment'), ...words),
    },
    {
      path: '/appointments/:id',
      permission: 'appointments.see',
      Component: page(() => import('./Appointments').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
