import { ApartmentOutlined, IdcardOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const admin: Capability = {
  name: 'admin',
  pages: [
    {
      path: '/admin/users',
      permission: 'settings.change',
      Component: page(() => import('./UsersPage'), 'admin', 'access', 'list'),
      entry: {
        area: 'administration',
        title: { zh: '用户与权限', en: 'Users and rights' },
        initials: 'yhyqx',
        icon: <IdcardOutlined />,
      },
    },
    {
      path: '/admin/users/:number',
      permission: 'settings.change',
      Component: page(() => import('./UserPage'), 'admin', 'access'),
    },
    {
      path: '/admin/organisation',
      permission: 'settings.change',
      Component: page(() => import('./OrganisationPage'), 'admin'),
      entry: {
        area: 'administration',
        title: { zh: '机构与岗位', en: 'Organisation and posts' },
        initials: 'jgygw',
        icon: <ApartmentOutlined />,
      },
    },
    {
      path: '/account',
      permission: 'sessions.own',
      Component: page(() => import('./AccountPage'), 'admin', 'access'),
    },
  ],
}
