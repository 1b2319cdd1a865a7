import { Alert, Button, Table } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Document } from 'yaml'
import { afterLeaving } from '../access/leaving'
import { Problem } from '../api/http'
import { useMe } from '../api/queries'
import type { DefinitionFault, FieldDifference } from '../api/types'
import { coded, useLanguage } from '../i18n'
import './form.css'
import { emptyOf, filled, keepable, type Path, type Schema } from './schema'
import { SchemaForm } from './SchemaForm'

interface Props {
  /** As the server declares it. */
  schema: Schema
  /** What it begins with. */
  fill?: unknown
  /** Under which name what was typed is kept in this browser, for this user, until it is saved or he signs out. */
  draft: string
  submit: string
  grave?: boolean
  /** The version to go by: after a conflict, the one that is there now. */
  onSubmit: (value: unknown, version?: number) => Promise<void>
  /** After a conflict: what is there now is looked at instead. */
  onTheirs?: () => void
  onCancel?: () => void
}

const prefix = 'tellerline.form.'

// What was typed may be about customers.
afterLeaving(() =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .forEach((key) => localStorage.removeItem(key)),
)

type Conflict = { version: number; differences: FieldDifference[] }

/** A form of the server's making: faults at their fields, a conflict as a difference, nothing typed is lost. */
export function Form({ schema, fill, draft, submit, grave, onSubmit, onTheirs, onCancel }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const key = `${prefix}${useMe().data?.number ?? ''}.${draft}`
  const begin = useMemo(() => fill ?? emptyOf(schema, schema), [fill, schema])
  const [value, setValue] = useState<unknown>(() => filled(begin, kept(key)))
  const [wasKept, setWasKept] = useState(() => kept(key) !== undefined)
  const [faults, setFaults] = useState<DefinitionFault[]>([])
  const [refused, setRefused] = useState('')
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [busy, setBusy] = useState(false)
  const document = useMemo(() => new Document(value), [value])

  useEffect(() => {
    const keep = JSON.stringify(keepable(value, schema))
    if (keep === JSON.stringify(keepable(begin, schema))) localStorage.removeItem(key)
    else localStorage.setItem(key, keep)
  }, [key, value, begin, schema])

  const change = (path: Path, to: unknown) =>
    setValue((before: unknown) => {
      const next = new Document(before)
      if (to === undefined) next.deleteIn(path)
      else next.setIn(path, next.createNode(to))
      return next.toJS() as unknown
    })

  const save = async (version?: number) => {
    setBusy(true)
    setRefused('')
    setFaults([])
    setConflict(null)
    try {
      await onSubmit(value, version)
      localStorage.removeItem(key)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code === 'faulty') setFaults(error.more['faults'] as DefinitionFault[])
      else if (error.code === 'versionConflict') setConflict(error.more as unknown as Conflict)
      const why = error.more['why'] as { zh: string; en: string } | undefined
      const known = coded('faults', error.code)
      setRefused(
        why ? (language === 'en' ? why.en : why.zh) : known === error.code ? error.title || t('faults.unknown') : known,
      )
    } finally {
      setBusy(false)
    }
  }
  const forget = () => {
    localStorage.removeItem(key)
    setValue(begin)
    setWasKept(false)
    setFaults([])
  }

  return (
    <form
      className="form"
      data-testid="form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {wasKept && (
        <Alert
          type="info"
          showIcon
          title={t('form.kept')}
          action={
            <Button size="small" onClick={forget}>
              {t('form.forget')}
            </Button>
          }
        />
      )}
      <SchemaForm schema={schema} root={schema} document={document} path={[]} faults={faults} change={change} live />
      {faults.length > 0 && (
        <ul className="form-faults" role="alert" data-testid="form-faults">
          {faults.map((fault) => (
            <li key={`${fault.path}${fault.en}`}>{language === 'en' ? fault.en : fault.zh}</li>
          ))}
        </ul>
      )}
      {conflict && (
        <ConflictShown
          conflict={conflict}
          schema={schema}
          onMine={() => void save(conflict.version)}
          onTheirs={() => {
            forget()
            setConflict(null)
            onTheirs?.()
          }}
        />
      )}
      {refused && !conflict && faults.length === 0 && (
        <Alert type="warning" showIcon title={refused} data-testid="form-refused" />
      )}
      <div className="form-actions">
        {onCancel && <Button onClick={onCancel}>{t('form.cancel')}</Button>}
        <Button type="primary" danger={grave} htmlType="submit" loading={busy} data-testid="form-submit">
          {submit}
        </Button>
      </div>
    </form>
  )
}

function ConflictShown(props: { conflict: Conflict; schema: Schema; onMine: () => void; onTheirs: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const named = (field: string) => {
    const own = props.schema.properties?.[field]
    return (language === 'en' ? own?.['x-en'] : own?.['x-zh']) ?? field
  }
  const told = (value: unknown) => (value === null || value === undefined ? '–' : String(value as string))
  return (
    <Alert
      type="error"
      showIcon
      data-testid="form-conflict"
      title={t('form.conflict')}
      description={
        <>
          <Table<FieldDifference>
            rowKey="field"
            size="small"
            pagination={false}
            dataSource={props.conflict.differences}
            columns={[
              { title: t('form.field'), dataIndex: 'field', render: named },
              { title: t('form.theirs'), dataIndex: 'now', render: told },
              { title: t('form.mine'), dataIndex: 'wanted', render: told },
            ]}
          />
          <div className="form-actions">
            <Button data-testid="conflict-theirs" onClick={props.onTheirs}>{t('form.takeTheirs')}</Button>
            <Button data-testid="conflict-mine" onClick={props.onMine}>{t('form.keepMine')}</Button>
          </div>
        </>
      }
    />
  )
}

function kept(key: string): unknown {
  try {
    const text = localStorage.getItem(key)
    return text === null ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}
