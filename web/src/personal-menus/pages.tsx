import { StarOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

const words = ['personal-menus', 'list', 'record', 'form'] as const

export const personalMenus: Capability = {
  name: 'personal-menus',
  pages: [
    {
      path: '/personal-menus',
      permission: 'personalMenus.see',
      Component: page(() => import('./PersonalMenus'), ...words),
      entry: {
        area: 'customers',
        title: { zh: '个性化菜单', en: 'Personal menus' },
        initials: 'gxhcd',
        icon: <StarOutlined />,
      },
    },
    {
      path: '/personal-menus/new',
      permission: 'personalMenus.compose',
      Component: page(() => import('./PersonalMenus').then((own) => ({ default: own.New })), ...words),
    },
    {
      path: '/personal-menus/:id',
      permission: 'personalMenus.see',
      Component: page(() => import('./PersonalMenus').then((own) => ({ default: own.One })), ...words),
    },
  ],
}
