import { Button, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { JobRun, JobStanding } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { dateTime, duration } from '../i18n/format'
import { StateMark } from '../theme/StateMark'
import type { Asked } from './Asking'
import { dailyAt } from './schedule'

/** The regular jobs: when each runs next, how it ended last, its earlier runs folded out. */
export function Jobs({ jobs, zone, ask }: { jobs: JobStanding[]; zone: string; ask: (asked: Asked) => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const title = (job: JobStanding) => (language === 'en' ? job.en : job.zh)
  const columns: TableColumnsType<JobStanding> = [
    { title: t('due.job'), key: 'job', width: 240, render: (_, job) => title(job) },
    {
      title: t('due.schedule'),
      dataIndex: 'schedule',
      width: 150,
      className: 'num',
      render: (schedule: string) => {
        const at = dailyAt(schedule)
        return at ? t('due.daily', { at }) : schedule
      },
    },
    {
      title: t('due.next'),
      key: 'next',
      width: 180,
      className: 'num',
      render: (_, job) => (job.state === 'running' ? t('due.running') : dateTime(job.nextAt, zone)),
    },
    {
      title: t('due.last'),
      key: 'last',
      width: 180,
      className: 'num',
      render: (_, job) => (job.runs[0] ? dateTime(job.runs[0].endedAt, zone) : t('due.never')),
    },
    {
      title: t('due.outcome'),
      key: 'outcome',
      className: 'due-long',
      render: (_, job) =>
        job.fault ? t('due.retrying', { fault: job.fault }) : job.runs[0] && <Ended run={job.runs[0]} />,
    },
    {
      key: 'run',
      width: 150,
      render: (_, job) => (
        <div className="due-deeds">
          <Button
            size="small"
            disabled={job.state === 'running'}
            data-testid={`job-run-${job.name}`}
            onClick={() => ask({ kind: 'run', path: `jobs/${job.name}/run`, what: title(job) })}
          >
            {t('due.runNow')}
          </Button>
        </div>
      ),
    },
  ]
  return (
    <section className="due-part" data-testid="due-jobs">
      <h2>{t('due.jobs')}</h2>
      <Table<JobStanding>
        rowKey="name"
        size="small"
        columns={columns}
        dataSource={jobs}
        pagination={false}
        expandable={{
          rowExpandable: (job) => job.runs.length > 0,
          expandedRowRender: (job) => (
            <ul className="due-runs" aria-label={t('due.runs')}>
              {job.runs.map((run) => (
                <li key={run.endedAt} className="num">
                  {dateTime(run.begunAt, zone)} · <Ended run={run} /> ·{' '}
                  {t('due.took', { time: duration(Date.parse(run.endedAt) - Date.parse(run.begunAt)) })}
                  {run.askedBy && ` · ${t('due.askedBy', { who: run.askedBy })}`}
                </li>
              ))}
            </ul>
          ),
        }}
      />
    </section>
  )
}

function Ended({ run }: { run: JobRun }) {
  return (
    <span data-testid="job-outcome" data-outcome={run.outcome}>
      <StateMark look={run.outcome === 'done' ? 'ready' : 'alarm'} /> {coded('due.outcomes', run.outcome)} ·{' '}
      {run.told}
    </span>
  )
}
