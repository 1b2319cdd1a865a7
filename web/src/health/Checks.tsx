import { Table, Tooltip, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { HealthCheck } from '../api/types'
import { useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { StateMark } from '../theme/StateMark'
import type { LookName } from '../theme/states'
import { lasting, measured } from './measured'

const looks: Record<HealthCheck['state'], LookName> = {
  ok: 'ready',
  warning: 'hold',
  fault: 'alarm',
  unknown: 'notReady',
}

/** Everything that is looked at, well or not. */
export function Checks({ checks, zone, asOf }: { checks: readonly HealthCheck[]; zone: string; asOf: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const said = (n: number | null, check: HealthCheck) =>
    check.unit === '' ? '–' : measured(n, check.unit, (count) => t('health.days', { count }))
  const columns: TableColumnsType<HealthCheck> = [
    {
      title: t('health.check'),
      width: 330,
      render: (_, check) => (
        <span className="health-check">
          {words(check.title, language)}
          {check.vital && (
            <Tooltip title={t('health.vitalHint')}>
              <span className="tag" tabIndex={0}>
                {t('health.vital')}
              </span>
            </Tooltip>
          )}
        </span>
      ),
    },
    {
      title: t('health.state'),
      width: 130,
      render: (_, check) => (
        <span className={`health-look-${check.state}`}>
          <StateMark look={looks[check.state]} /> {t(`health.${check.state}`)}
        </span>
      ),
    },
    { title: t('health.value'), width: 110, align: 'right', className: 'num', render: (_, c) => said(c.value, c) },
    { title: t('health.bound'), width: 110, align: 'right', className: 'num soft', render: (_, c) => said(c.bound, c) },
    {
      title: t('health.stateSince'),
      width: 250,
      className: 'num',
      render: (_, check) => (
        <>
          {dateTime(check.since, zone)}{' '}
          <span className="soft">({lasting(Date.parse(asOf) - Date.parse(check.since))})</span>
        </>
      ),
    },
    {
      title: t('health.toDo'),
      className: 'health-do',
      render: (_, check) =>
        check.state === 'warning' || check.state === 'fault' ? (
          words(check.toDo, language)
        ) : (
          <span className="soft">–</span>
        ),
    },
  ]
  return (
    <section className="panel" aria-label={t('health.checks')}>
      <h2>{t('health.checks')}</h2>
      <Table<HealthCheck>
        rowKey="name"
        size="small"
        pagination={false}
        columns={columns}
        dataSource={[...checks]}
        onRow={(check) =>
          ({ 'data-testid': `check-${check.name}`, 'data-state': check.state }) as React.HTMLAttributes<HTMLElement>
        }
      />
    </section>
  )
}
