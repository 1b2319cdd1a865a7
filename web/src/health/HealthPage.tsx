import { useTranslation } from 'react-i18next'
import { useCentre, useMe } from '../api/queries'
import { time } from '../i18n/format'
import { Fault, Loading } from '../shell/PageState'
import { StateMark } from '../theme/StateMark'
import { Alarms } from './Alarms'
import { CentreFacts } from './CentreFacts'
import { Checks } from './Checks'
import { useHealth } from './data'
import './health.css'
import { History } from './History'
import { Tables } from './Tables'

/** What is wrong now comes first, then how the centre is, then everything that is looked at, then what was. */
export default function HealthPage() {
  const { t } = useTranslation()
  const centre = useCentre()
  const me = useMe()
  const health = useHealth()
  if (health.isError && !health.data) return <Fault error={health.error} retry={() => void health.refetch()} />
  if (!health.data || !centre.data) return <Loading />
  const now = health.data
  const zone = centre.data.timeZone
  const mayTend = me.data?.permissions.some((permission) => permission.name === 'system.tend') ?? false
  const worst = now.alarms.some((alarm) => alarm.state === 'fault')
  return (
    <div className="sheet health">
      <div className="sheet-head">
        <h1>{t('health.title')}</h1>
        <span
          className={`tag ${now.alarms.length === 0 ? 'good' : worst ? 'bad' : 'warn'}`}
          role="status"
          data-testid="health-state"
        >
          <StateMark look={now.alarms.length === 0 ? 'ready' : worst ? 'alarm' : 'hold'} />
          {now.alarms.length === 0 ? t('health.allWell') : t('health.someWrong', { count: now.alarms.length })}
        </span>
        <span className={health.isError ? 'tag bad' : 'soft num'}>
          {t(health.isError ? 'health.stale' : 'health.asOf', { time: time(now.asOf, zone) })}
        </span>
      </div>
      <Alarms health={now} zone={zone} mayTend={mayTend} />
      <CentreFacts health={now} />
      <Checks checks={now.checks} zone={zone} asOf={now.asOf} />
      <Tables mayTend={mayTend} />
      <History zone={zone} />
    </div>
  )
}
