import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Input, Select, Table, type TableColumnsType } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { call, get } from '../api/http'
import { queries, useCentre } from '../api/queries'
import type { AuditPage as Rows, AuditRow, AuditVerification } from '../api/types'
import { coded } from '../i18n'
import { dateTime } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import './audit.css'

const filters = ['actor', 'action', 'subject', 'from', 'to', 'before'] as const

export default function AuditPage() {
  const centre = useCentre()
  if (!centre.data) return <Loading />
  return <Trail zone={centre.data.timeZone} />
}

/** Newest first; what is looked for stands in the address, so that a link shows the same. */
function Trail({ zone }: { zone: string }) {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const asked = new URLSearchParams(filters.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])))
  const rows = useQuery({
    queryKey: ['audit', asked.toString()],
    queryFn: ({ signal }) => get<Rows>(`/api/audit?${asked}`, signal),
    placeholderData: (before) => before,
  })
  const go = (part: Partial<Record<(typeof filters)[number], string>>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries({ before: '', ...part })) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      return next
    })
  const day = (name: 'from' | 'to') => (
    <DatePicker
      value={search.get(name) ? dayjs(search.get(name)) : null}
      aria-label={t(`audit.${name}`)}
      placeholder={t(`audit.${name}`)}
      onChange={(at) => go({ [name]: at ? at.format('YYYY-MM-DD') : '' })}
    />
  )
  const text = (name: 'actor' | 'subject') => (
    <Input.Search
      key={search.get(name) ?? ''}
      className={`audit-${name}`}
      defaultValue={search.get(name) ?? ''}
      aria-label={t(`audit.${name}`)}
      placeholder={t(`audit.${name}Hint`)}
      maxLength={100}
      allowClear
      onSearch={(value) => go({ [name]: value.trim() })}
    />
  )
  const columns: TableColumnsType<AuditRow> = [
    { title: t('audit.seq'), dataIndex: 'seq', width: 90, align: 'right', className: 'num' },
    { title: t('audit.at'), dataIndex: 'at', width: 180, className: 'num', render: (at: string) => dateTime(at, zone) },
    {
      title: t('audit.actor'),
      dataIndex: 'actor',
      width: 100,
      className: 'num',
      render: (actor: string) => (actor === 'system' ? t('audit.system') : actor),
    },
    { title: t('audit.action'), dataIndex: 'action', width: 230, render: (code: string) => coded('auditActions', code) },
    { title: t('audit.subject'), dataIndex: 'subject', width: 330, className: 'audit-long' },
    { title: t('audit.detail'), dataIndex: 'detail', className: 'audit-long' },
  ]
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('audit.title')}</h1>
        <Verify />
      </div>
      <div className="audit-filters">
        {text('actor')}
        <Select
          className="audit-action"
          aria-label={t('audit.action')}
          value={search.get('action') ?? ''}
          onChange={(action) => go({ action })}
          options={[
            { value: '', label: t('audit.anyAction') },
            ...actions(t('auditActions', { returnObjects: true })),
          ]}
        />
        {text('subject')}
        {day('from')}
        {day('to')}
      </div>
      {rows.isError ? (
        <Fault error={rows.error} retry={() => void rows.refetch()} />
      ) : (
        <>
          <Table<AuditRow>
            rowKey="seq"
            size="middle"
            columns={columns}
            dataSource={rows.data?.rows ?? []}
            loading={rows.isPending}
            pagination={false}
            sticky={{ getContainer: () => document.getElementById('content') ?? document.body }}
            onRow={(row) => ({ 'data-testid': 'audit-row', 'data-action': row.action }) as React.HTMLAttributes<HTMLElement>}
            locale={{ emptyText: rows.isPending ? ' ' : <Nothing why={t('audit.none')} /> }}
          />
          <div className="audit-more">
            {search.get('before') && <Button onClick={() => go({})}>{t('audit.newest')}</Button>}
            {rows.data?.next && (
              <Button onClick={() => go({ before: String(rows.data.next) })}>{t('audit.older')} ›</Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}

/** All that we have words for; a test holds them to what the centre writes. */
const actions = (words: Record<string, Record<string, string>>) =>
  Object.entries(words).flatMap(([of, deeds]) =>
    Object.entries(deeds).map(([deed, label]) => ({ value: `${of}.${deed}`, label })),
  )

/** The whole chain computed again; that it was done, and how it ended, is a row of it. */
function Verify() {
  const { t } = useTranslation()
  const verify = useMutation({
    mutationFn: () => call<AuditVerification>('POST', '/api/audit/verifications'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['audit'] }),
  })
  const { data } = verify
  return (
    <div className="audit-verify">
      {verify.isError && <Alert type="warning" showIcon title={t('faults.unknown')} />}
      {data &&
        (data.firstFault === null ? (
          <Alert type="success" showIcon data-testid="audit-whole" title={t('audit.whole', { count: data.rows })} />
        ) : (
          <Alert type="error" showIcon data-testid="audit-broken" title={t('audit.broken', { row: data.firstFault })} />
        ))}
      <Button data-testid="audit-verify" loading={verify.isPending} onClick={() => verify.mutate()}>
        {t(verify.isPending ? 'audit.verifying' : 'audit.verify')}
      </Button>
    </div>
  )
}
