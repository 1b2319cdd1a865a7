import { Table, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { KpiCell, KpiColumn, KpiReport, KpiReportRow } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { count } from '../i18n/format'

/** A value as the server rounded it: page and files agree to the digit. */
export function shownOf(cell: KpiCell, unit: KpiColumn['unit'], seconds: string): string {
  if (cell.shown === null) return '–'
  if (unit === 'count') return count(Number(cell.shown))
  return unit === 'ratio' ? `${cell.shown}%` : `${cell.shown} ${seconds}`
}

/** Seconds of a duration's parts; contacts of all others. */
const part = (of: number | null, unit: KpiColumn['unit']) =>
  of === null ? '' : unit === 'duration' ? count(Math.round(of / 1_000_000)) : count(of)

export function ReportTable({ report }: { report: KpiReport }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const seconds = t('reports.seconds')
  const told = ({ key, name }: KpiReportRow) =>
    key === ''
      ? t(report.by === 'queue' ? 'reports.without.queue' : 'reports.without.other')
      : report.by === 'channel'
        ? coded('reports.channels', key)
        : name
          ? `${key} ${words(name, language)}`
          : key
  const target = ({ target, better, unit }: KpiColumn) =>
    target === null
      ? ''
      : [
          better === 'lower' ? '≤' : '≥',
          unit === 'ratio' ? `${+(target * 100).toFixed(2)}%` : target,
          unit === 'duration' ? seconds : '',
        ].join(' ')
  return (
    <section className="panel reports-table" aria-label={t('reports.title')} data-testid="report">
      <Table
        pagination={report.rows.length > 200 ? { pageSize: 200, showSizeChanger: false } : false}
        size="small"
        scroll={{ x: 'max-content' }}
        rowKey={(row) => (row.total ? ' total' : row.key)}
        dataSource={[...report.rows.map((row) => ({ ...row, total: false })), { ...report.total, total: true }]}
        onRow={(row) => ({ className: row.total ? 'reports-total' : '' })}
        columns={[
          {
            title: t(`reports.by.${report.by}`),
            fixed: 'left',
            render: (_, row) => (row.total ? t('reports.total') : <span className="num">{told(row)}</span>),
          },
          ...report.columns.map((column, i) => ({
            key: column.key,
            align: 'right' as const,
            className: 'num',
            title: (
              <Tooltip title={`${words(column.formula, language)} · v${report.version}`}>
                <span>{words(column.title, language)}</span>
                {column.target !== null && (
                  <small className="soft">{t('reports.target', { target: target(column) })}</small>
                )}
              </Tooltip>
            ),
            render: (_: unknown, row: KpiReportRow) => {
              const cell = row.values[i]
              if (!cell) return null
              const parts =
                cell.denominator === null
                  ? undefined
                  : `${part(cell.numerator, column.unit)} ÷ ${count(cell.denominator)}`
              return (
                <span
                  className={cell.holds === false ? 'reports-missed' : undefined}
                  title={parts}
                  data-kpi={column.key}
                >
                  {cell.holds === false && <span aria-hidden="true">▲ </span>}
                  {shownOf(cell, column.unit, seconds)}
                </span>
              )
            },
          })),
        ]}
      />
    </section>
  )
}
