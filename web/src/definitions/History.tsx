import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../api/queries'
import type { DefinitionVersion } from '../api/types'
import { dateTime } from '../i18n/format'
import { StatusTag } from './StatusTag'

interface Props {
  versions: readonly DefinitionVersion[]
  zone: string
  open: (version: number) => void
}

/** Every version there ever was: who, when, why. */
export function History({ versions, zone, open }: Props) {
  const { t } = useTranslation()
  const seesSignatures = useMe().data?.permissions.some((one) => one.name === 'signatures.see') ?? false
  const at = (iso: string | null) => <span className="num">{iso ? dateTime(iso, zone).slice(0, 16) : '–'}</span>
  const who = (number: string | null) => (number === 'system' ? t('definitions.system') : (number ?? '–'))
  const columns: TableColumnsType<DefinitionVersion> = [
    {
      title: t('definitions.history'),
      dataIndex: 'version',
      width: 130,
      render: (version: number) => (
        <a
          href={`?version=${version}`}
          onClick={(event) => {
            event.preventDefault()
            open(version)
          }}
        >
          {t('definitions.version', { version })}
        </a>
      ),
    },
    { dataIndex: 'status', width: 150, render: (status: DefinitionVersion['status']) => <StatusTag status={status} /> },
    { title: t('definitions.effective'), dataIndex: 'effectiveAt', width: 150, render: at },
    {
      title: t('definitions.by'),
      width: 130,
      render: (_, row) => (row.editors.length ? row.editors.join(', ') : who(row.author)),
    },
    {
      title: t('definitions.decided'),
      dataIndex: 'decidedBy',
      width: 110,
      render: (number: string | null, row) =>
        row.signature && seesSignatures ? <Link to={`/signatures/${row.signature}`}>{who(number)}</Link> : who(number),
    },
    { title: t('definitions.changed'), dataIndex: 'changedAt', width: 150, render: at },
    {
      title: t('definitions.why'),
      render: (_, row) => (
        <>
          {row.why}
          {row.decision && <div className="soft">{t('definitions.decisionIs', { why: row.decision })}</div>}
        </>
      ),
    },
  ]
  return (
    <Table<DefinitionVersion> rowKey="version" size="small" pagination={false} columns={columns} dataSource={[...versions]} />
  )
}
