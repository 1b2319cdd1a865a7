import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { HalfHour } from '../api/types'
import { hourMinute, percent } from '../i18n/format'
import { shareIn20, withoutGaps } from './halfHours'
import { useDark } from '../theme/useTheme'

use([
  BarChart,
  LineChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  AriaComponent,
  SVGRenderer,
])

/** Calls by half hour, answered and abandoned on each other, and the share answered in 20 s with its target dashed. */
export function HalfHourChart({
  halves: given,
  target,
  zone,
}: {
  halves: HalfHour[]
  target: number | null
  zone: string
}) {
  const { t } = useTranslation()
  const dark = useDark()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)

  useEffect(() => {
    if (!place.current) return
    const made = init(place.current)
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    const halves = withoutGaps(given)
    const css = getComputedStyle(document.documentElement)
    const colour = (name: string) => css.getPropertyValue(name).trim()
    const ink = colour('--ink')
    const soft = colour('--ink-soft')
    const line = colour('--line')
    const bar = { type: 'bar' as const, stack: 'calls', barMaxWidth: 36 }
    const many = halves.length <= 24
    // Head-room, so that the share's line runs above the bars and not through their numbers.
    const most = Math.max(...halves.map((half) => half.answered + half.abandoned)) * 1.7
    const top = most <= 10 ? 10 : Math.ceil(most / 20) * 20
    chart.current?.setOption(
      {
        animation: false,
        aria: { enabled: true, label: { description: t('figures.chartHeard') } },
        textStyle: { fontFamily: 'inherit', color: ink },
        grid: { left: 48, right: 60, top: 44, bottom: 32 },
        legend: { top: 0, textStyle: { color: ink }, itemGap: 24 },
        tooltip: { trigger: 'axis', backgroundColor: colour('--panel'), borderColor: line, textStyle: { color: ink } },
        xAxis: {
          type: 'category',
          data: halves.map((half) => hourMinute(half.at, zone)),
          axisLabel: { color: soft },
          axisLine: { lineStyle: { color: line } },
        },
        yAxis: [
          {
            type: 'value',
            minInterval: 1,
            max: top,
            name: t('figures.calls'),
            nameTextStyle: { color: soft },
            axisLabel: { color: soft },
            splitLine: { lineStyle: { color: line } },
          },
          {
            type: 'value',
            min: 0,
            max: 1,
            name: t('figures.in20'),
            nameTextStyle: { color: soft },
            splitLine: { show: false },
            axisLabel: { color: soft, formatter: (value: number) => percent(value, 0) },
          },
        ],
        series: [
          {
            ...bar,
            name: t('figures.names.answered'),
            data: halves.map((half) => half.answered),
            itemStyle: { color: colour('--talking') },
            label: { show: many, position: 'inside', color: dark ? '#10263f' : '#fff', formatter: hideZero },
          },
          {
            ...bar,
            name: t('figures.names.abandoned'),
            data: halves.map((half) => half.abandoned),
            itemStyle: { color: colour('--alarm') },
            label: { show: many, position: 'top', color: colour('--alarm'), formatter: hideZero },
          },
          {
            type: 'line',
            name: t('figures.in20'),
            yAxisIndex: 1,
            symbol: 'circle',
            symbolSize: 8,
            connectNulls: false,
            data: halves.map(shareIn20),
            lineStyle: { color: colour('--ready'), width: 2 },
            itemStyle: { color: colour('--ready') },
            tooltip: { valueFormatter: (value: unknown) => percent(typeof value === 'number' ? value : null) },
            markLine:
              target === null
                ? undefined
                : {
                    silent: true,
                    symbol: 'none',
                    data: [{ yAxis: target }],
                    lineStyle: { type: 'dashed', color: colour('--hold'), width: 2 },
                    label: {
                      position: 'insideStartTop',
                      color: colour('--hold'),
                      formatter: t('figures.target', { target: percent(target, 0) }),
                    },
                  },
          },
        ],
      },
      { notMerge: true },
    )
  }, [given, target, zone, dark, t])

  return (
    <div ref={place} className="half-hours" role="img" aria-label={t('figures.chartHeard')} data-testid="half-hours" />
  )
}

const hideZero = (point: { value?: unknown }): string =>
  typeof point.value === 'number' && point.value > 0 ? String(point.value) : ''
