import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { get } from '../api/http'
import { useCentre } from '../api/queries'
import type { ReportRow, TransactionReport } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { count, dayOf, money } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import './day-end.css'

const bys = ['item', 'channel', 'branch', 'hour'] as const

const right = { align: 'right', className: 'num' } as const

/** Transactions of a period, counted by one thing at a time; all of them from the same counts. */
export default function Reports() {
  const { t } = useTranslation()
  const language = useLanguage()
  const centre = useCentre()
  const [asked, setAsked] = useSearchParams()
  const today = dayOf(Date.now(), centre.data?.timeZone ?? 'UTC')
  const from = asked.get('from') || today
  const to = asked.get('to') || today
  const by = bys.find((one) => one === asked.get('by')) ?? 'item'
  const query = new URLSearchParams({ from, to, by })
  const report = useQuery({
    queryKey: ['transaction-report', from, to, by],
    enabled: centre.data !== undefined,
    queryFn: ({ signal }) => get<TransactionReport>(`/api/transaction-reports?${query}`, signal),
  })
  const ask = (name: string, value: string) => {
    const next = new URLSearchParams(query)
    next.set(name, value)
    setAsked(next, { replace: true })
  }
  const told = (row: ReportRow) =>
    by === 'item'
      ? coded('dayEnd.kinds', row.key)
      : by === 'channel'
        ? coded('dayEnd.ways', row.key)
        : by === 'hour'
          ? `${row.key}:00 – ${row.key}:59`
          : words(row.name, language) || row.key || t('dayEnd.noBranch')
  const column = { item: 'item', channel: 'channel', branch: 'branch', hour: 'hour' } as const
  return (
    <div className="sheet day-end">
      <div className="sheet-head">
        <h1>{t('dayEnd.report')}</h1>
        <div className="day-end-actions">
          {['xlsx', 'csv'].map((format) => (
            <Button
              key={format}
              href={`/api/transaction-reports/file?${query}&format=${format}&language=${language === 'en' ? 'en' : 'zh'}`}
            >
              {t('dayEnd.file', { format: format.toUpperCase() })}
            </Button>
          ))}
        </div>
      </div>
      <div className="day-end-choice">
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            {t(`dayEnd.${end}`)}{' '}
            <input
              type="date"
              value={end === 'from' ? from : to}
              data-testid={`report-${end}`}
              onChange={(event) => event.target.value && ask(end, event.target.value)}
            />
          </label>
        ))}
        <Segmented
          value={by}
          options={bys.map((value) => ({ value, label: t(`dayEnd.by.${value}`) }))}
          onChange={(value) => ask('by', value)}
        />
      </div>
      {report.isError ? (
        <Fault error={report.error} retry={() => void report.refetch()} />
      ) : !report.data ? (
        <Loading />
      ) : report.data.rows.length === 0 ? (
        <Nothing why={t('dayEnd.none')} />
      ) : (
        <section className="panel" aria-label={t('dayEnd.report')} data-testid="report">
          <Table
            pagination={false}
            size="small"
            rowKey={(row) => `${row.total ? 'total' : row.key}/${row.currency}`}
            dataSource={[
              ...report.data.rows.map((row) => ({ ...row, total: false })),
              ...report.data.total.map((row) => ({ ...row, total: true })),
            ]}
            columns={[
              {
                title: t(`dayEnd.columns.${column[by]}`),
                render: (_, row) => (row.total ? <strong>{t('dayEnd.total')}</strong> : told(row)),
              },
              { title: t('dayEnd.columns.currency'), dataIndex: 'currency' },
              { title: t('dayEnd.posted'), ...right, render: (_, row) => count(row.posted) },
              { title: t('dayEnd.sum'), ...right, render: (_, row) => money(row.sumMinor) },
              {
                title: t('dayEnd.columns.share'),
                ...right,
                render: (_, row) => (row.share === null ? '–' : `${row.share.toFixed(2)}%`),
              },
              { title: t('dayEnd.failed'), ...right, render: (_, row) => count(row.failed) },
              { title: t('dayEnd.open'), ...right, render: (_, row) => count(row.open) },
            ]}
          />
        </section>
      )}
    </div>
  )
}
