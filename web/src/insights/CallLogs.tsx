import { UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Select, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, Problem, send } from '../api/http'
import { queries } from '../api/queries'
import type { CallLogImportDone, CallLogImportRow, CallLogSource } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { count } from '../i18n/format'
import { ListPage } from '../list/ListPage'
import './reports.css'

/** Call logs of other systems: what came in, what was known already, what was set aside and why. */
export default function CallLogs() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [chosen, setChosen] = useState('')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<CallLogImportDone | null>(null)
  const [refused, setRefused] = useState('')
  const sources = useQuery({
    queryKey: ['call-log-sources'],
    queryFn: ({ signal }) => get<CallLogSource[]>('/api/call-logs/sources', signal),
  })
  const source = chosen || sources.data?.[0]?.key || ''
  const take = async (file: File) => {
    setBusy(true)
    setRefused('')
    setDone(null)
    try {
      const query = new URLSearchParams({ source, file: file.name })
      setDone(await send<CallLogImportDone>(`/api/call-logs?${query}`, file, 'text/csv'))
      await queries.invalidateQueries()
    } catch (error) {
      setRefused(error instanceof Problem && error.detail ? error.detail : t('faults.unknown'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <ListPage<CallLogImportRow>
      address="/api/call-logs"
      rowKey="id"
      cells={{
        state: (row) => coded('callLogs.states', row.state),
        aside: (row) =>
          row.aside === 0 ? '0' : <Link to={`/call-logs/aside?importId=${row.id}`}>{count(row.aside)}</Link>,
      }}
      actions={
        <>
          <Link to="/call-logs/quarantine">
            <Button>{t('callLogs.quarantine')}</Button>
          </Link>
          <Select
            value={source || undefined}
            aria-label={t('callLogs.source')}
            data-testid="call-log-source"
            popupMatchSelectWidth={false}
            options={(sources.data ?? []).map(({ key, name }) => ({ value: key, label: words(name, language) }))}
            onChange={setChosen}
          />
          <Upload
            accept=".csv,.tsv,.txt,text/csv"
            showUploadList={false}
            beforeUpload={(file) => {
              void take(file)
              return false
            }}
          >
            <Button
              type="primary"
              loading={busy}
              disabled={!source}
              icon={<UploadOutlined />}
              data-testid="call-log-file"
            >
              {t('callLogs.import')}
            </Button>
          </Upload>
        </>
      }
      above={
        <div className="call-logs-told">
          <p className="soft">
            {t('callLogs.hint')} {sources.data?.find(({ key }) => key === source)?.columns.join(', ')}
          </p>
          {refused && <Alert type="warning" showIcon title={refused} data-testid="call-log-refused" />}
          {done && <Done done={done} />}
        </div>
      }
    />
  )
}

function Done({ done }: { done: CallLogImportDone }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Alert
      type={done.aside > 0 ? 'warning' : 'success'}
      showIcon
      data-testid="call-log-done"
      title={t('callLogs.done', {
        rows: count(done.rows),
        added: count(done.added),
        repeated: count(done.repeated),
        aside: count(done.aside),
      })}
      description={
        <>
          {done.missing.length > 0 && <p>{t('callLogs.missing', { columns: done.missing.join(', ') })}</p>}
          {done.first.map(({ line, reason }) => (
            <div key={line}>{t('callLogs.line', { line, reason: words(reason, language) })}</div>
          ))}
          {done.aside > done.first.length && (
            <Link to={`/call-logs/aside?importId=${done.id}`}>{t('callLogs.all', { count: done.aside })}</Link>
          )}
        </>
      }
    />
  )
}
