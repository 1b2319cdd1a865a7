import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Modal, Table, Upload, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem, send } from '../api/http'
import { useCentre } from '../api/queries'
import type { ImportDone, ImportFault, ImportPlan, ImportRow } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { changed } from './hooks'
import { refusalText } from './Refusal'

const csv = 'text/csv'

interface Props {
  /** /api/organisation/imports, /api/users/imports */
  address: string
  title: string
  /** Rights come with it: why, for who approves them. */
  asksReason?: boolean
  close: () => void
}

/** A file is looked at first: what each row will do, or all that is wrong. Then it is done whole, or not at all. */
export function Import({ address, title, asksReason = false, close }: Props) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [reason, setReason] = useState('')
  const [plan, setPlan] = useState<ImportPlan | null>(null)
  const [done, setDone] = useState<ImportDone | null>(null)
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setRefused('')
    try {
      await work()
    } catch (error) {
      const now = error instanceof Problem ? (error.more['now'] as ImportPlan | undefined) : undefined
      if (now) setPlan(now)
      setRefused(refusalText(error))
    } finally {
      setBusy(false)
    }
  }
  const look = (chosen: File, why: string) =>
    attempt(async () => {
      setFile(chosen)
      setPlan(await send<ImportPlan>(`${address}/preview?${new URLSearchParams({ reason: why })}`, chosen, csv))
    })
  const apply = () =>
    attempt(async () => {
      if (!file || !plan) return
      setDone(await send<ImportDone>(`${address}?${new URLSearchParams({ plan: plan.plan, reason })}`, file, csv))
      await changed()
    })
  const todo = plan?.rows.filter((row) => row.deed !== 'same').length ?? 0
  if (done)
    return (
      <Modal
        open
        width={720}
        title={title}
        footer={<Button onClick={close}>{t('admin.done')}</Button>}
        mask={{ closable: false }}
        onCancel={close}
      >
        <Done done={done} />
      </Modal>
    )
  return (
    <Modal
      open
      width={920}
      title={title}
      okText={t('admin.importDo', { count: todo })}
      okButtonProps={{ disabled: !plan || plan.faults.length > 0 || todo === 0, loading: busy, 'data-testid': 'import-do' }}
      cancelText={t('admin.cancel')}
      mask={{ closable: false }}
      onOk={() => void apply()}
      onCancel={close}
    >
      <p className="soft">{t('admin.importHint')}</p>
      <div className="admin-buttons">
        <a href={`${address}/file`} download>
          <Button icon={<DownloadOutlined />}>{t('admin.importFile')}</Button>
        </a>
        <Upload
          accept=".csv,text/csv"
          showUploadList={false}
          beforeUpload={(chosen) => {
            void look(chosen, reason)
            return false
          }}
        >
          <Button type={plan ? 'default' : 'primary'} loading={busy && !plan} icon={<UploadOutlined />}>
            {t('admin.importChoose')}
          </Button>
        </Upload>
        {file && <span className="soft">{file.name}</span>}
      </div>
      {asksReason && (
        <label className="import-reason">
          <span className="soft">{t('admin.importReason')}</span>
          <Input
            maxLength={200}
            value={reason}
            data-testid="import-reason"
            onChange={(event) => setReason(event.target.value)}
            onBlur={() => file && void look(file, reason)}
          />
        </label>
      )}
      {refused && <Alert type="warning" showIcon title={refused} data-testid="import-refused" />}
      {plan && (plan.faults.length > 0 ? <Faults faults={plan.faults} /> : <Rows rows={plan.rows} />)}
    </Modal>
  )
}

function Faults({ faults }: { faults: readonly ImportFault[] }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<ImportFault> = [
    { title: t('admin.line'), dataIndex: 'line', width: 70, className: 'num' },
    { title: t('admin.column'), width: 140, render: (_, fault) => coded('importColumns', fault.column) || '–' },
    { title: t('admin.found'), dataIndex: 'found', width: 200, render: (found: string) => found || '–' },
    {
      title: t('admin.fault'),
      render: (_, fault) => {
        const own = coded('importFaults', fault.code)
        return own === fault.code ? coded('refusals', fault.code) : own
      },
    },
  ]
  return (
    <div data-testid="import-faults">
      <Alert type="error" showIcon title={t('admin.importFaults', { count: faults.length })} />
      <Table<ImportFault>
        size="small"
        rowKey={(fault) => `${fault.line} ${fault.column} ${fault.code} ${fault.found}`}
        columns={columns}
        dataSource={[...faults]}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      />
    </div>
  )
}

function Rows({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<ImportRow> = [
    { title: t('admin.line'), dataIndex: 'line', width: 70, className: 'num' },
    { title: t('admin.key'), dataIndex: 'key', width: 200 },
    { title: t('admin.name'), dataIndex: 'name', width: 140 },
    {
      title: t('admin.deed'),
      width: 130,
      render: (_, row) => <span className={row.deed === 'same' ? 'soft' : 'tag'}>{coded('importDeeds', row.deed)}</span>,
    },
    {
      title: t('admin.change'),
      render: (_, row) => (
        <>
          {row.changes.map((change) => (
            <div key={change.field}>
              <span className="soft">{coded('importColumns', change.field)}</span>{' '}
              {t('admin.becomes', { was: change.was || '–', now: change.now || '–' })}
            </div>
          ))}
          {row.needsTwo && <div className="soft">{t('admin.importTwo')}</div>}
        </>
      ),
    },
  ]
  return (
    <Table<ImportRow>
      size="small"
      rowKey="line"
      columns={columns}
      dataSource={[...rows]}
      data-testid="import-rows"
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
    />
  )
}

/** What was done; passwords are shown this once. */
function Done({ done }: { done: ImportDone }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  const columns: TableColumnsType<ImportDone['users'][number]> = [
    { title: t('admin.number'), dataIndex: 'number', width: 120 },
    { title: t('admin.name'), render: (_, user) => words(user.name, language) },
    { title: t('admin.oneTimeShort'), render: (_, user) => <code>{user.oneTime.password}</code> },
    { title: t('admin.opensUntil'), render: (_, user) => dateTime(user.oneTime.until, zone).slice(0, 16) },
  ]
  return (
    <div data-testid="import-done">
      <Alert
        type="success"
        showIcon
        title={t('admin.importDone', { added: done.added, changed: done.changed, proposed: done.proposed })}
      />
      {done.users.length > 0 && (
        <>
          <p>{t('admin.importOnce')}</p>
          <Button icon={<DownloadOutlined />} onClick={() => save(done)}>
            {t('admin.importPasswords')}
          </Button>
          <Table
            size="small"
            rowKey="number"
            columns={columns}
            dataSource={[...done.users]}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          />
        </>
      )}
    </div>
  )
}

/** The passwords are made of letters and digits, the names are quoted. */
function save(done: ImportDone) {
  const lines = done.users.map((user) => `${user.number},"${user.name.zh.replaceAll('"', '""')}",${user.oneTime.password}`)
  const address = URL.createObjectURL(new Blob(['\ufeff', lines.join('\r\n')], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'one-time-passwords.csv'
  link.click()
  URL.revokeObjectURL(address)
}
