import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../api/types'
import { useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { Fault, Nothing } from '../shell/PageState'
import { StateMark } from '../theme/StateMark'
import { useAlarmHistory } from './data'
import { lasting, measured } from './measured'

/** Alarms of all time, newest first. */
export function History({ zone }: { zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [before, setBefore] = useState('')
  const history = useAlarmHistory(before)
  const columns: TableColumnsType<Alarm> = [
    { title: t('health.raised'), width: 180, className: 'num', render: (_, alarm) => dateTime(alarm.raisedAt, zone) },
    {
      title: t('health.check'),
      width: 260,
      render: (_, alarm) => (
        <>
          <StateMark look={alarm.state === 'fault' ? 'alarm' : 'hold'} /> {words(alarm.title, language)}
        </>
      ),
    },
    {
      title: t('health.value'),
      width: 110,
      align: 'right',
      className: 'num',
      render: (_, alarm) => measured(alarm.value, alarm.unit, (n) => t('health.days', { count: n })),
    },
    {
      title: t('health.cleared'),
      width: 180,
      className: 'num',
      render: (_, alarm) =>
        alarm.clearedAt ? dateTime(alarm.clearedAt, zone) : <span className="tag warn">{t('health.stands')}</span>,
    },
    {
      title: t('health.lasted'),
      width: 110,
      className: 'num',
      render: (_, alarm) =>
        alarm.clearedAt ? lasting(Date.parse(alarm.clearedAt) - Date.parse(alarm.raisedAt)) : '–',
    },
    {
      title: t('health.acknowledged'),
      className: 'health-do',
      render: (_, alarm) =>
        alarm.acknowledgedBy ? (
          t('health.seenBy', {
            by: alarm.acknowledgedBy,
            at: dateTime(alarm.acknowledgedAt, zone),
            reason: alarm.reason,
          })
        ) : (
          <span className="soft">–</span>
        ),
    },
  ]
  return (
    <section className="panel" aria-label={t('health.history')}>
      <h2>{t('health.history')}</h2>
      {history.isError && !history.data ? (
        <Fault error={history.error} retry={() => void history.refetch()} />
      ) : (
        <>
          <Table<Alarm>
            rowKey="id"
            size="small"
            pagination={false}
            columns={columns}
            dataSource={history.data?.rows ?? []}
            loading={history.isPending}
            onRow={() => ({ 'data-testid': 'alarm-row' }) as React.HTMLAttributes<HTMLElement>}
            locale={{ emptyText: history.isPending ? ' ' : <Nothing why={t('health.noHistory')} /> }}
          />
          {(before || history.data?.next) && (
            <div className="health-actions body">
              {before && <Button onClick={() => setBefore('')}>{t('health.newest')}</Button>}
              {history.data?.next && <Button onClick={() => setBefore(history.data.next!)}>{t('health.older')} ›</Button>}
            </div>
          )}
        </>
      )}
    </section>
  )
}
