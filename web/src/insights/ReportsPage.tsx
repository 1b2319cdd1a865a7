import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { get } from '../api/http'
import { useCentre } from '../api/queries'
import type { KpiReport, ReportChoices } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dayOf, time } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { askedOf, bys, filters, queryOf, type By, type Filter } from './reportAsked'
import './reports.css'
import { ReportTable } from './ReportTable'

/** The bank's figures of a period, by one thing at a time; page and files have the same numbers. */
export default function ReportsPage() {
  const centre = useCentre()
  if (!centre.data) return <Loading />
  return <Report zone={centre.data.timeZone} />
}

function Report({ zone }: { zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [search, setSearch] = useSearchParams()
  const asked = askedOf(search, dayOf(Date.now(), zone))
  const query = queryOf(asked)
  const report = useQuery({
    queryKey: ['report', query],
    queryFn: ({ signal }) => get<KpiReport>(`/api/reports?${query}`, signal),
    placeholderData: (before) => before,
  })
  const choices = useQuery({
    queryKey: ['report-choices', asked.from, asked.to],
    queryFn: ({ signal }) => get<ReportChoices>(`/api/reports/choices?from=${asked.from}&to=${asked.to}`, signal),
  })
  const ask = (part: Partial<typeof asked>) => setSearch(queryOf({ ...asked, ...part }), { replace: true })
  const choice = (filter: Filter) =>
    filter === 'agent'
      ? (choices.data?.agents ?? []).map(({ number, name }) => ({
          value: number,
          label: words(name, language) === number ? number : `${number} ${words(name, language)}`,
        }))
      : (choices.data?.[`${filter}s`] ?? []).map((value) => ({
          value,
          label: filter === 'channel' ? coded('reports.channels', value) : value,
        }))
  const standard = (choices.data?.kpis ?? []).filter((kpi) => kpi.standard).map((kpi) => kpi.key)
  const versions = report.data?.versions ?? []
  return (
    <div className="sheet reports">
      <div className="sheet-head">
        <h1>{t('reports.title')}</h1>
        {report.data && (
          <span className="soft num" role="status" data-testid="report-version" data-version={report.data.version}>
            {t('reports.asOf', { time: time(report.data.asOf, zone) })}
          </span>
        )}
        <div className="reports-actions">
          {['csv', 'xlsx'].map((format) => (
            <Button
              key={format}
              data-testid={`report-file-${format}`}
              href={`/api/reports/file?${query}&format=${format}&language=${language === 'en' ? 'en' : 'zh'}`}
            >
              {t('reports.file', { format: format.toUpperCase() })}
            </Button>
          ))}
        </div>
      </div>
      <div className="reports-choice">
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            {t(`reports.${end}`)}{' '}
            <input
              type="date"
              value={asked[end]}
              data-testid={`report-${end}`}
              onChange={(event) => event.target.value && ask({ [end]: event.target.value })}
            />
          </label>
        ))}
        <Segmented<By>
          value={asked.by}
          options={bys.map((value) => ({ value, label: t(`reports.by.${value}`) }))}
          onChange={(by) => ask({ by })}
        />
      </div>
      <div className="reports-choice">
        {filters.map((filter) =>
          choice(filter).length === 0 && !asked[filter] ? null : (
            <Select
              key={filter}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t(`reports.${filter}`)}
              aria-label={t(`reports.${filter}`)}
              value={asked[filter] || undefined}
              options={choice(filter)}
              onChange={(value?: string) => ask({ [filter]: value ?? '' })}
            />
          ),
        )}
        <Select
          mode="multiple"
          className="reports-kpis"
          maxTagCount="responsive"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('reports.standard')}
          aria-label={t('reports.kpis')}
          data-testid="report-kpis"
          value={asked.kpis.length > 0 ? asked.kpis : standard}
          options={(choices.data?.kpis ?? []).map((kpi) => ({
            value: kpi.key,
            label: words(kpi.title, language),
            title: words(kpi.formula, language),
          }))}
          onChange={(kpis: string[]) => ask({ kpis })}
        />
        {versions.length > 1 && (
          <Select
            aria-label={t('reports.version')}
            value={report.data?.version}
            options={versions.map((version) => ({
              value: version,
              label: t(version === choices.data?.version ? 'reports.inForce' : 'reports.older', { version }),
            }))}
            onChange={(version) => ask({ version: version === choices.data?.version ? '' : String(version) })}
          />
        )}
      </div>
      {report.isError ? (
        <Fault error={report.error} retry={() => void report.refetch()} />
      ) : !report.data ? (
        <Loading />
      ) : report.data.rows.length === 0 ? (
        <Nothing why={t('reports.none')} />
      ) : (
        <ReportTable report={report.data} />
      )}
    </div>
  )
}
