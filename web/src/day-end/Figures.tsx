import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DayFigures } from '../api/types'
import { coded } from '../i18n'
import { count, money } from '../i18n/format'

const share = (of: number | null | undefined) => (of === null || of === undefined ? '–' : `${of.toFixed(2)}%`)
const kept = { pagination: false, size: 'small' } as const
const right = { align: 'right', className: 'num' } as const

/** What a day came to. */
export function Figures({ figures }: { figures: DayFigures }) {
  const { t } = useTranslation()
  const title = (key: 'item' | 'channel' | 'currency' | 'count' | 'sum' | 'share' | 'reason') => t(`dayEnd.columns.${key}`)
  const reasons = [
    ...figures.failed.map((one) => ({ ...one, part: t('dayEnd.failed') })),
    ...figures.refused.map((one) => ({ ...one, part: t('dayEnd.refused') })),
  ]
  const total = (of: readonly { count: number }[]) => of.reduce((sum, one) => sum + one.count, 0)
  const { vouchers } = figures
  return (
    <>
      <dl className="day-end-figures num">
        <Fact name={t('dayEnd.posted')} value={count(figures.posted)} />
        {figures.sums.map((sum) => (
          <Fact key={sum.currency} name={`${t('dayEnd.sum')} ${sum.currency}`} value={money(sum.sumMinor)} />
        ))}
        <Fact name={t('dayEnd.billShare')} value={share(figures.billShare)} why={t('dayEnd.billFormula')} />
        <Fact name={t('dayEnd.failed')} value={count(total(figures.failed))} />
        <Fact name={t('dayEnd.refused')} value={count(total(figures.refused))} />
        <Fact name={t('dayEnd.open')} value={count(figures.open)} />
        {(['complete', 'explained', 'pending', 'gaps', 'missing'] as const).map((state) => (
          <Fact
            key={state}
            name={`${t('dayEnd.vouchers')}: ${t(`dayEnd.voucherStates.${state}`)}`}
            value={count(vouchers[state])}
          />
        ))}
      </dl>
      <div className="day-end-parts">
        <section className="panel" aria-label={t('dayEnd.items')}>
          <h2>{t('dayEnd.items')}</h2>
          <Table
            {...kept}
            rowKey={(row) => `${row.kind}/${row.way}/${row.currency}`}
            dataSource={figures.items}
            columns={[
              { title: title('item'), render: (_, row) => coded('dayEnd.kinds', row.kind) },
              { title: title('channel'), render: (_, row) => coded('dayEnd.ways', row.way) },
              { title: title('currency'), dataIndex: 'currency' },
              { title: title('count'), ...right, render: (_, row) => count(row.count) },
              { title: title('sum'), ...right, render: (_, row) => money(row.sumMinor) },
              { title: title('share'), ...right, render: (_, row) => share(row.share) },
            ]}
          />
        </section>
        <section className="panel" aria-label={t('dayEnd.reasons')}>
          <h2>{t('dayEnd.reasons')}</h2>
          <Table
            {...kept}
            rowKey={(row) => `${row.part}/${row.kind}/${row.reason}`}
            dataSource={reasons}
            columns={[
              { title: '', dataIndex: 'part' },
              { title: title('item'), render: (_, row) => coded('dayEnd.kinds', row.kind) },
              { title: title('reason'), render: (_, row) => coded('dayEnd.why', row.reason) },
              { title: title('count'), ...right, render: (_, row) => count(row.count) },
            ]}
          />
        </section>
        <Trial trial={figures.trial} />
      </div>
    </>
  )
}

function Fact({ name, value, why }: { name: string; value: string; why?: string }) {
  return (
    <div title={why}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Trial({ trial }: { trial: DayFigures['trial'] }) {
  const { t } = useTranslation()
  return (
    <section className="panel" aria-label={t('dayEnd.trial')} data-testid="day-trial" data-holds={trial?.holds}>
      <h2>{t('dayEnd.trial')}</h2>
      <div className="body">{!trial ? t('dayEnd.noTrial') : trial.holds ? t('dayEnd.holds') : t('dayEnd.holdsNot')}</div>
      {trial && (
        <Table
          {...kept}
          rowKey={(row) => `${row.currency}/${row.kind}`}
          dataSource={trial.lines}
          columns={[
            { title: t('dayEnd.columns.kind'), render: (_, row) => coded('dayEnd.accounts', row.kind) },
            { title: t('dayEnd.columns.currency'), dataIndex: 'currency' },
            { title: t('dayEnd.columns.accounts'), ...right, render: (_, row) => count(row.accounts) },
            { title: t('dayEnd.columns.before'), ...right, render: (_, row) => money(row.beforeMinor ?? 0) },
            { title: t('dayEnd.columns.debit'), ...right, render: (_, row) => money(row.debitMinor ?? 0) },
            { title: t('dayEnd.columns.credit'), ...right, render: (_, row) => money(row.creditMinor ?? 0) },
            { title: t('dayEnd.columns.after'), ...right, render: (_, row) => money(row.afterMinor ?? 0) },
          ]}
        />
      )}
    </section>
  )
}
