import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/http'
import type { Alarm, Health } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { AskWhy } from '../shell/AskWhy'
import { StateMark } from '../theme/StateMark'
import { acknowledge } from './data'
import { lasting, measured } from './measured'

/** One card an alarm: what, since when, what to do, who sees to it. */
export function Alarms({ health, zone, mayTend }: { health: Health; zone: string; mayTend: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [seeing, setSeeing] = useState<Alarm | null>(null)
  return (
    <section aria-label={t('health.alarms')} aria-live="polite" className="health-alarms">
      {health.alarms.length === 0 && (
        <p className="panel health-well" data-testid="no-alarms">
          <StateMark look="ready" /> {t('health.none')}
        </p>
      )}
      {health.alarms.map((alarm) => (
        <Card
          key={alarm.id}
          alarm={alarm}
          health={health}
          zone={zone}
          {...(mayTend && !alarm.acknowledgedBy ? { onSee: () => setSeeing(alarm) } : {})}
        />
      ))}
      {seeing && (
        <AskWhy
          title={t('health.acknowledgeTitle', { check: words(seeing.title, language) })}
          lead={<p className="soft">{t('health.acknowledgeNote')}</p>}
          label={t('health.reason')}
          hint={t('health.reasonHint')}
          ok={t('health.acknowledge')}
          longest={200}
          onOk={(reason) => acknowledge(seeing.id, reason)}
          told={refused}
          close={() => setSeeing(null)}
        />
      )}
    </section>
  )
}

function refused(error: unknown): string {
  const code = error instanceof Problem ? error.code : 'unknown'
  const text = coded('health.refused', code)
  return text === code ? coded('faults', 'unknown') : text
}

interface CardProps {
  alarm: Alarm
  health: Health
  zone: string
  onSee?: () => void
}

function Card({ alarm, health, zone, onSee }: CardProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const check = health.checks.find((one) => one.name === alarm.check)
  const calming = check?.state === 'ok'
  const said = (n: number | null) => measured(n, alarm.unit, (count) => t('health.days', { count }))
  return (
    <article
      className={`panel health-alarm health-${alarm.state}`}
      data-testid={`alarm-${alarm.check}`}
      data-state={alarm.state}
    >
      <header>
        <StateMark look={alarm.state === 'fault' ? 'alarm' : 'hold'} size={18} />
        <h2>{words(alarm.title, language)}</h2>
        <span className={`tag ${alarm.state === 'fault' ? 'bad' : 'warn'}`}>{t(`health.${alarm.state}`)}</span>
        {alarm.flapping && (
          <Tooltip title={t('health.flappingHint')}>
            <span className="tag warn">{t('health.flapping')}</span>
          </Tooltip>
        )}
        <span className="num soft health-since">
          {t('health.since', {
            at: dateTime(alarm.raisedAt, zone),
            lasting: lasting(Date.parse(health.asOf) - Date.parse(alarm.raisedAt)),
          })}
        </span>
      </header>
      {calming ? (
        <p className="health-calming">{t('health.calming')}</p>
      ) : (
        <>
          {alarm.value !== null && (
            <p className="num">{t('health.valueBound', { value: said(alarm.value), bound: said(alarm.bound) })}</p>
          )}
          {alarm.detail && <code className="health-detail">{alarm.detail}</code>}
        </>
      )}
      {check && (
        <p className="health-todo">
          <b>{t('health.toDo')}</b> {words(check.toDo, language)}
        </p>
      )}
      <footer>
        {alarm.acknowledgedBy ? (
          <span data-testid="seen-by">
            {t('health.seenBy', {
              by: alarm.acknowledgedBy,
              at: dateTime(alarm.acknowledgedAt, zone),
              reason: alarm.reason,
            })}
          </span>
        ) : (
          <span className="soft">{t('health.notSeen')}</span>
        )}
        {onSee && (
          <Button type="primary" onClick={onSee} data-testid="acknowledge">
            {t('health.acknowledge')}
          </Button>
        )}
      </footer>
    </article>
  )
}
