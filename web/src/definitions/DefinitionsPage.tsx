import { Button, Form, Input, Modal, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useCentre } from '../api/queries'
import type { DefinitionDocument, DefinitionKind, DefinitionVersion } from '../api/types'
import { useLanguage } from '../i18n'
import { dateTime } from '../i18n/format'
import { Fault, Loading } from '../shell/PageState'
import { create, refresh, refusal, useDefinitions } from './data'
import './definitions.css'
import { StatusTag } from './StatusTag'

/** Every kind with its documents: what is in force, what is to come, what is being decided. */
export default function DefinitionsPage() {
  const { t } = useTranslation()
  const centre = useCentre()
  const kinds = useDefinitions()
  if (kinds.isError) return <Fault error={kinds.error} retry={() => void kinds.refetch()} />
  if (!kinds.data || !centre.data) return <Loading />
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('definitions.title')}</h1>
      </div>
      <p className="soft definitions-lead">{t('definitions.lead')}</p>
      <Documents kinds={kinds.data} zone={centre.data.timeZone} />
    </div>
  )
}

interface Row {
  kind: DefinitionKind
  document: DefinitionDocument
  /** Rows of its kind, for the first of them; else 0. */
  span: number
}

function Documents({ kinds, zone }: { kinds: readonly DefinitionKind[]; zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const words = (name: { zh: string; en: string }) => (language === 'en' ? name.en : name.zh)
  const at = (version: DefinitionVersion | null) =>
    version && (
      <>
        {t('definitions.version', { version: version.version })}{' '}
        <span className="soft num">
          {version.effectiveAt
            ? t('definitions.since', { at: dateTime(version.effectiveAt, zone).slice(0, 16) })
            : t('definitions.shipped')}
        </span>
      </>
    )
  const rows: Row[] = kinds.flatMap((kind) =>
    kind.documents.map((document, i) => ({ kind, document, span: i === 0 ? kind.documents.length : 0 })),
  )
  const columns: TableColumnsType<Row> = [
    {
      title: t('definitions.kind'),
      width: 260,
      onCell: (row) => ({ rowSpan: row.span, className: 'definitions-kind' }),
      render: (_, row) => (
        <>
          {words(row.kind.name)}
          {row.kind.open && row.kind.mayEdit && <Add kind={row.kind} />}
        </>
      ),
    },
    {
      title: t('definitions.document'),
      render: (_, { document }) => (
        <Link to={`/definitions/${document.kind}/${document.key}`}>{words(document.name)}</Link>
      ),
    },
    {
      title: t('definitions.inForce'),
      width: 270,
      render: (_, { document }) => at(document.inForce) ?? <span className="soft">{t('definitions.none')}</span>,
    },
    {
      title: t('definitions.next'),
      width: 270,
      render: (_, { document }) => at(document.next) ?? <span className="soft">–</span>,
    },
    {
      title: t('definitions.draft'),
      width: 200,
      render: (_, { document }) =>
        document.draft ? (
          <>
            <StatusTag status={document.draft.status} /> <span className="num soft">{document.draft.author}</span>
          </>
        ) : (
          <span className="soft">–</span>
        ),
    },
  ]
  return (
    <Table<Row>
      rowKey={(row) => `${row.document.kind}/${row.document.key}`}
      size="middle"
      pagination={false}
      columns={columns}
      dataSource={rows}
      onRow={(row) =>
        ({
          'data-testid': `definition-${row.document.kind}-${row.document.key}`,
        }) as React.HTMLAttributes<HTMLElement>
      }
    />
  )
}

function Add({ kind }: { kind: DefinitionKind }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [refused, setRefused] = useState('')
  const save = async (values: { key: string; zh: string; en: string }) => {
    try {
      await create(kind.kind, { key: values.key.trim(), name: { zh: values.zh.trim(), en: values.en.trim() } })
      await refresh()
      await navigate(`/definitions/${kind.kind}/${values.key.trim()}`)
    } catch (error) {
      setRefused(refusal(error))
    }
  }
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} data-testid={`add-${kind.kind}`}>
        {t('definitions.add')}
      </Button>
      <Modal
        open={open}
        title={t('definitions.addTitle', { kind: language === 'en' ? kind.name.en : kind.name.zh })}
        onCancel={() => setOpen(false)}
        footer={null}
        destroyOnHidden
      >
        <Form layout="vertical" onFinish={(values: { key: string; zh: string; en: string }) => void save(values)}>
          <Form.Item
            name="key"
            label={t('definitions.key')}
            extra={t('definitions.keyHint')}
            rules={[{ required: true, pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, message: t('definitions.keyHint') }]}
          >
            <Input maxLength={40} autoFocus />
          </Form.Item>
          <Form.Item name="zh" label={t('definitions.nameZh')} rules={[{ required: true, message: '' }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="en" label={t('definitions.nameEn')} rules={[{ required: true, message: '' }]}>
            <Input maxLength={60} />
          </Form.Item>
          {refused && <span className="tag bad">{refused}</span>}
          <div className="definitions-actions">
            <Button onClick={() => setOpen(false)}>{t('definitions.cancel')}</Button>
            <Button type="primary" htmlType="submit">
              {t('definitions.create')}
            </Button>
          </div>
        </Form>
      </Modal>
    </>
  )
}
