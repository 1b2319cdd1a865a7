import { useQuery } from '@tanstack/react-query'
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../api/http'
import { useCentre } from '../api/queries'
import type { DueStanding, DueView } from '../api/types'
import { useLanguage } from '../i18n'
import { count, dateTime } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { StateMark } from '../theme/StateMark'
import { Asking, type Asked } from './Asking'
import { Jobs } from './Jobs'
import './due.css'

export default function DuePage() {
  const centre = useCentre()
  if (!centre.data) return <Loading />
  return <DueTimes zone={centre.data.timeZone} />
}

/** What somebody must look at first: set aside, overdue; then what comes. */
function DueTimes({ zone }: { zone: string }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked | null>(null)
  const view = useQuery({
    queryKey: ['due'],
    queryFn: ({ signal }) => get<DueView>('/api/operations/due', signal),
    refetchInterval: 5_000,
  })
  if (view.isError) return <Fault error={view.error} retry={() => void view.refetch()} />
  if (!view.data) return <Loading />
  const { due, jobs, at } = view.data
  // The jobs have a table of their own.
  const next = due.next.filter((row) => row.kind !== 'kernel.job')
  const hidden = due.next.length - next.length
  const counts = ['waiting', 'overdue', 'acting', 'aside'] as const
  return (
    <div className="sheet" data-testid="due-page">
      <div className="sheet-head">
        <h1>{t('due.title')}</h1>
        <span className="soft num">{t('due.at', { at: dateTime(at, zone) })}</span>
      </div>
      <dl className="due-counts">
        {counts.map((name) => (
          <div key={name} className="panel">
            <dt>{t(`due.counts.${name}`)}</dt>
            <dd data-testid={`due-${name}`}>
              {due[name] > 0 && name === 'aside' && <StateMark look="alarm" />}
              {due[name] > 0 && name === 'overdue' && <StateMark look="hold" />} {count(due[name])}
            </dd>
          </div>
        ))}
      </dl>
      <Jobs jobs={jobs} zone={zone} ask={setAsked} />
      <Rows name="aside" rows={due.setAside} all={due.aside} zone={zone} ask={setAsked} />
      <Rows name="late" rows={due.late} all={due.overdue} zone={zone} ask={setAsked} />
      <Rows name="next" rows={next} all={due.waiting + due.acting - due.overdue - hidden} zone={zone} ask={setAsked} />
      {asked && <Asking asked={asked} close={() => setAsked(null)} />}
    </div>
  )
}

interface RowsProps {
  name: 'aside' | 'late' | 'next'
  rows: DueStanding[]
  /** How many there are, shown or not. */
  all: number
  zone: string
  ask: (asked: Asked) => void
}

function Rows({ name, rows, all, zone, ask }: RowsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const what = (row: DueStanding) => (language === 'en' ? row.en : row.zh)
  const deed = (kind: 'retry' | 'drop', row: DueStanding) => (
    <Button
      key={kind}
      size="small"
      danger={kind === 'drop'}
      data-testid={`due-${kind}`}
      onClick={() => ask({ kind, path: `due/${row.id}/${kind}`, what: `${what(row)} · ${row.key}` })}
    >
      {t(`due.${kind}`)}
    </Button>
  )
  const columns: TableColumnsType<DueStanding> = [
    {
      title: t('due.due'),
      dataIndex: 'dueAt',
      width: 170,
      className: 'num',
      render: (at: string) => dateTime(at, zone),
    },
    { title: t('due.what'), key: 'what', width: 170, render: (_, row) => what(row) },
    { title: t('due.key'), dataIndex: 'key', width: 170, className: 'due-long' },
    { title: t('due.subject'), dataIndex: 'subject', width: 180, className: 'due-long' },
    ...(name === 'next'
      ? []
      : ([
          { title: t('due.attempts'), dataIndex: 'attempts', width: 80, align: 'right', className: 'num' },
          { title: t('due.why'), dataIndex: 'fault', className: 'due-long' },
        ] satisfies TableColumnsType<DueStanding>)),
    ...(name === 'late'
      ? ([
          {
            title: t('due.tryNext'),
            dataIndex: 'nextAt',
            width: 170,
            className: 'num',
            render: (at: string) => dateTime(at, zone),
          },
        ] satisfies TableColumnsType<DueStanding>)
      : []),
    ...(name === 'next'
      ? []
      : ([
          {
            key: 'deeds',
            width: 170,
            render: (_, row) => (
              <div className="due-deeds">
                {(name === 'aside' || row.attempts > 0) && row.state !== 'acting' && deed('retry', row)}
                {name === 'aside' && row.kind !== 'kernel.job' && deed('drop', row)}
              </div>
            ),
          },
        ] satisfies TableColumnsType<DueStanding>)),
  ]
  return (
    <section className="due-part" data-testid={`due-part-${name}`}>
      <h2>{t(`due.${name}Title`)}</h2>
      {name !== 'next' && rows.length > 0 && <p className="soft">{t(`due.${name}Lead`)}</p>}
      {rows.length === 0 ? (
        <Nothing why={t(`due.${name}None`)} />
      ) : (
        <Table<DueStanding> rowKey="id" size="small" columns={columns} dataSource={rows} pagination={false} />
      )}
      {all > rows.length && <p className="soft">{t('due.more', { shown: rows.length, count: all })}</p>}
    </section>
  )
}
