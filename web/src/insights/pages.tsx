import { BarChartOutlined } from '@ant-design/icons'
import { page, type Capability } from '../shell/capability'
import { insightsWords } from './words'

export const insights: Capability = {
  name: 'insights',
  words: insightsWords,
  pages: [
    {
      path: '/figures',
      permission: 'figures.see',
      Component: page(() => import('./FiguresPage'), insightsWords),
      entry: {
        area: 'reports',
        title: { zh: '今日指标', en: "Today's figures" },
        initials: 'jrzb',
        icon: <BarChartOutlined />,
      },
    },
  ],
}
