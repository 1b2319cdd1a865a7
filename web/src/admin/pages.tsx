import { ApartmentOutlined, IdcardOutlined } from '@ant-design/icons'
import { accessWords } from '../access/words'
import { listWords } from '../list/words'
import { page, type Capability } from '../shell/capability'
import { adminWords } from './words'

export const admin: Capability = {
  name: 'admin',
  words: adminWords,
  pages: [
    {
      path: '/admin/users',
      permission: 'settings.change',
      Component: page(() => import('./UsersPage'), adminWords, accessWords, listWords),
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
      Component: page(() => import('./UserPage'), adminWords, accessWords),
    },
    {
      path: '/admin/organisation',
      permission: 'settings.change',
      Component: page(() => import('./OrganisationPage'), adminWords),
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
      Component: page(() => import('./AccountPage'), adminWords, accessWords),
    },
  ],
}
