import { BarChartOutlined } from '@ant-design/icons'
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
  ],
}
