import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Health } from '../api/types'
import { count, percent } from '../i18n/format'
import { bytes, lasting } from './measured'

/** What one wants to know of the centre before anything else is asked. */
export function CentreFacts({ health }: { health: Health }) {
  const { t } = useTranslation()
  const { program } = health
  const valueOf = (name: string) => health.checks.find((check) => check.name === name)?.value ?? null
  const days = valueOf('certificate')
  const { dataFreeBytes: free, dataBytes: all } = program
  return (
    <section className="panel health-centre" aria-label={t('health.centre')}>
      <dl>
        <Fact name={t('health.calls')} value={count(valueOf('calls'))} />
        <Fact
          name={t('health.uptime')}
          value={lasting(Date.parse(health.asOf) - Date.parse(program.startedAt))}
          more={`${t('health.version')} ${program.version} · ${t('health.node')} ${program.node}`}
        />
        <Fact
          name={t('health.database')}
          value={bytes(program.databaseBytes)}
          more={t(`health.${program.database}`)}
        />
        <Fact
          name={t('health.dataDirectory')}
          value={free !== null && all ? percent(free / all, 0) : '–'}
          more={t('health.freeOf', { free: bytes(free), all: bytes(all) })}
        />
        <Fact
          name={t('health.certificate')}
          value={days === null ? '–' : t('health.daysLeft', { count: days })}
          more={days === null ? t('health.noCertificate') : ''}
        />
        <Fact name={t('health.backup')} value={program.lastBackupAt ?? t('health.noBackup')} />
      </dl>
    </section>
  )
}

function Fact({ name, value, more }: { name: string; value: ReactNode; more?: string }) {
  return (
    <div>
      <dt className="soft">{name}</dt>
      <dd className="num">{value}</dd>
      {more && <dd className="soft health-more">{more}</dd>}
    </div>
  )
}
