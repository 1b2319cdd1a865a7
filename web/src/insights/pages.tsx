import { BarChartOutlined, ImportOutlined, TableOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'

export const insights: Capability = {
  name: 'insights',
  pages: [
    {
      path: '/figures',
      permission: 'figures.see',
      Component: page(() => import('./FiguresPage'), 'insights'),
      entry: {
        area: 'reports',
        title: { zh: '今日指标', en: "Today's figures" },
        initials: 'jrzb',
        icon: <BarChartOutlined />,
      },
    },
    {
      path: '/reports',
      permission: 'figures.see',
      Component: page(() => import('./ReportsPage'), 'insights'),
      entry: {
        area: 'reports',
        title: { zh: '指标报表', en: 'Reports' },
        initials: 'zbbb',
        icon: <TableOutlined />,
      },
    },
    {
      path: '/call-logs',
      permission: 'figures.import',
      Component: page(() => import('./CallLogs'), 'insights', 'list'),
      entry: {
        area: 'reports',
        title: { zh: '话单导入', en: 'Call logs' },
        initials: 'hddr',
        icon: <ImportOutlined />,
      },
    },
    {
      path: '/call-logs/aside',
      permission: 'figures.import',
      Component: page(() => import('./CallLogAside'), 'insights', 'list'),
    },
    {
      path: '/call-logs/quarantine',
      permission: 'figures.import',
      Component: page(() => import('./Quarantine'), 'insights', 'list'),
    },
  ],
}
