import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { get } from '../api/http'
import type { WealthSheet } from '../api/types'
import { useLanguage, words } from '../i18n'
import { Fault, Loading } from '../shell/PageState'
import { columns, peersOf, type Compared } from './compare'
import './wealth.css'

const kept = { pagination: false, size: 'small' } as const
const right = { align: 'right', className: 'num' } as const
const whole = (yuan: number) => yuan.toLocaleString('en-US', { maximumFractionDigits: 0 })

/** What the bank sells, and the comparison of products that were ticked: own with own, own with others'. */
export default function Wealth() {
  const { t } = useTranslation()
  const [asked, setAsked] = useSearchParams()
  const sheet = useQuery({
    queryKey: ['wealth'],
    queryFn: ({ signal }) => get<WealthSheet>('/api/wealth', signal),
    // What is left of a quota changes by itself.
    refetchInterval: 60_000,
  })
  if (sheet.isError) return <Fault error={sheet.error} retry={() => void sheet.refetch()} />
  if (!sheet.data) return <Loading />
  const all = columns(sheet.data)
  const ticked = (asked.get('with') ?? '').split(',').filter((key) => all.some((one) => one.key === key))
  const tick = (keys: string[]) => setAsked(keys.length ? { with: keys.join(',') } : {}, { replace: true })
  const part = (own: boolean) => all.filter((one) => (one.bank === null) === own)
  const choose = (own: boolean) => ({
    selectedRowKeys: ticked,
    onChange: (keys: React.Key[]) =>
      tick([...ticked.filter((key) => !part(own).some((one) => one.key === key)), ...keys.map(String)]),
    hideSelectAll: true,
  })
  return (
    <div className="sheet wealth">
      <div className="sheet-head">
        <h1>{t('wealth.title')}</h1>
        <span className="soft">{t('wealth.rule')}</span>
      </div>
      <section className="panel" aria-label={t('wealth.own')} data-testid="wealth-own">
        <h2>{t('wealth.own')}</h2>
        <Own rows={part(true)} choose={choose(true)} compare={(key) => tick(peersOf(all, key))} />
      </section>
      <section className="panel" aria-label={t('wealth.peers')} data-testid="wealth-peers">
        <h2>{t('wealth.peers')}</h2>
        <Peers rows={part(false)} choose={choose(false)} />
      </section>
      {ticked.length > 1 && (
        <section className="panel" aria-label={t('wealth.comparison')} data-testid="wealth-comparison">
          <h2>{t('wealth.comparison')}</h2>
          <Comparison of={all.filter((one) => ticked.includes(one.key))} />
        </section>
      )}
    </div>
  )
}

interface Choose {
  selectedRowKeys: string[]
  onChange: (keys: React.Key[]) => void
  hideSelectAll: boolean
}

function Own({ rows, choose, compare }: { rows: Compared[]; choose: Choose; compare: (key: string) => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Table
      {...kept}
      rowKey="key"
      dataSource={rows}
      rowSelection={choose}
      columns={[
        { title: t('wealth.name'), render: (_, row) => words(row, language) },
        { title: t('wealth.risk'), dataIndex: 'risk', className: 'num' },
        { title: t('wealth.term'), render: (_, row) => <Term days={row.termDays} /> },
        { title: t('wealth.least'), ...right, render: (_, row) => whole(row.minYuan) },
        { title: t('wealth.step'), ...right, render: (_, row) => whole(row.stepYuan ?? 0) },
        { title: t('wealth.left'), ...right, render: (_, row) => whole((row.leftMinor ?? 0) / 100) },
        { title: t('wealth.benchmark'), ...right, render: (_, row) => row.benchmark ?? t('wealth.none') },
        { title: t('wealth.sale'), className: 'num', dataIndex: 'sale' },
        { title: t('wealth.now'), render: (_, row) => <State row={row} /> },
        {
          title: '',
          render: (_, row) => (
            <Button size="small" data-testid={`compare-${row.key}`} onClick={() => compare(row.key)}>
              {t('wealth.compare')}
            </Button>
          ),
        },
      ]}
    />
  )
}

function Peers({ rows, choose }: { rows: Compared[]; choose: Choose }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Table
      {...kept}
      rowKey="key"
      dataSource={rows}
      rowSelection={choose}
      locale={{ emptyText: t('wealth.noPeers') }}
      columns={[
        { title: t('wealth.bank'), render: (_, row) => row.bank && words(row.bank, language) },
        { title: t('wealth.name'), render: (_, row) => words(row, language) },
        { title: t('wealth.risk'), dataIndex: 'risk', className: 'num' },
        { title: t('wealth.benchmark'), ...right, render: (_, row) => row.benchmark ?? t('wealth.none') },
        { title: t('wealth.effective'), className: 'num', dataIndex: 'effective' },
        { title: t('wealth.source'), render: (_, row) => words(row.source, language) },
        { title: t('wealth.now'), render: (_, row) => <State row={row} /> },
      ]}
    />
  )
}

/** A line for each figure, a column for each product. */
function Comparison({ of }: { of: Compared[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const lines: [string, (row: Compared) => React.ReactNode][] = [
    [t('wealth.risk'), (row) => row.risk],
    [t('wealth.term'), (row) => <Term days={row.termDays} />],
    [t('wealth.least'), (row) => `${whole(row.minYuan)} ${row.currency}`],
    [t('wealth.step'), (row) => (row.stepYuan === null ? t('wealth.none') : `${whole(row.stepYuan)} ${row.currency}`)],
    [t('wealth.benchmark'), (row) => row.benchmark ?? t('wealth.none')],
    [t('wealth.sale'), (row) => row.sale ?? t('wealth.none')],
    [t('wealth.effective'), (row) => row.effective],
    [t('wealth.source'), (row) => words(row.source, language)],
    [t('wealth.now'), (row) => <State row={row} />],
  ]
  return (
    <div className="wealth-comparison">
      <table>
        <thead>
          <tr>
            <th />
            {of.map((row) => (
              <th key={row.key} scope="col" className={row.bank ? undefined : 'wealth-ours'}>
                <span className="soft">{row.bank ? words(row.bank, language) : t('wealth.ours')}</span>
                <br />
                {words(row, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([title, cell]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {of.map((row) => (
                <td key={row.key} className={row.inForce ? 'num' : 'num wealth-old'}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Term({ days }: { days: number }) {
  const { t } = useTranslation()
  return <>{days === 0 ? t('wealth.anyDay') : t('wealth.days', { count: days })}</>
}

function State({ row }: { row: Compared }) {
  const { t } = useTranslation()
  return !row.inForce ? (
    <span className="wealth-old">{`■ ${t('wealth.runOut')}`}</span>
  ) : row.onSale ? (
    <span className="wealth-sold">● {t('wealth.onSale')}</span>
  ) : (
    <>○ {row.bank ? t('wealth.inForce') : t('wealth.notOnSale')}</>
  )
}
