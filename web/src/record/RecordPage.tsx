import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Modal, Popconfirm, Tooltip } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { call, get, Problem } from '../api/http'
import { queries, useCentre } from '../api/queries'
import type { RecordAction, RecordView } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { dateTime } from '../i18n/format'
import { Form } from '../form/Form'
import type { Schema } from '../form/schema'
import { Fault, Loading, NotFound } from '../shell/PageState'
import { AskSignature } from '../signatures/AskSignature'
import { StateMark } from '../theme/StateMark'
import { Attachments } from './Attachments'
import './record.css'

interface Props {
  address: string
  list: string
  /** It has files (the server maps them below its address). */
  files?: boolean
  /** What only this kind of record has, under its text. */
  more?: ReactNode
}

/** Any record: what it is, what can be done (and why not), its files, what happened. */
export function RecordPage({ address, list, files, more }: Props) {
  const { id = '' } = useParams()
  const centre = useCentre()
  const own = `${address}/${encodeURIComponent(id)}`
  const record = useQuery({ queryKey: ['record', own], queryFn: ({ signal }) => get<RecordView>(own, signal) })
  if (record.error instanceof Problem && record.error.status === 404) return <NotFound />
  if (record.isError) return <Fault error={record.error} retry={() => void record.refetch()} />
  if (!record.data || !centre.data) return <Loading />
  return <Shown record={record.data} address={own} list={list} files={files} more={more} zone={centre.data.timeZone} />
}

function Shown({ record, address, list, files, more, zone }: Props & { record: RecordView; zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<RecordAction | null>(null)
  const [signing, setSigning] = useState<RecordAction | null>(null)
  const [refused, setRefused] = useState('')
  const words = (text: { zh: string; en: string }) => (language === 'en' ? text.en : text.zh)
  const who = (number: string) => 
    number === 'system' ? t('record.system') : number === 'customer' ? t('record.customer') : number

  const act = async (action: RecordAction, form: unknown, version?: number, secret?: string) => {
    const made = await call<{ id?: string } | undefined>('POST', `${address}/${action.name}`, {
      version: version ?? record.version,
      form,
      secret,
    })
    setAsked(null)
    await queries.invalidateQueries({ queryKey: ['record', address] })
    await queries.invalidateQueries({ queryKey: ['list'] })
    // What was asked for stands in another record already: that is the one to read.
    if (made?.id && made.id !== record.id) await navigate(`${list}/${made.id}`)
  }
  const actAtOnce = (action: RecordAction) => {
    setRefused('')
    act(action, undefined).catch((error: unknown) => {
      setRefused(refusal(error))
      void queries.invalidateQueries({ queryKey: ['record', address] })
    })
  }
  const refusal = (error: unknown) => {
    const why = error instanceof Problem ? (error.more['why'] as { zh: string; en: string } | undefined) : undefined
    const code = error instanceof Problem ? error.code : 'unknown'
    const known = coded('faults', code)
    return why ? words(why) : known === code ? t('faults.unknown') : known
  }
  const told = (fact: RecordView['facts'][number]) => {
    if (fact.words) return words(fact.words)
    if (!fact.value) return '–'
    return fact.type === 'time' ? dateTime(fact.value, zone) : fact.type === 'user' ? who(fact.value) : fact.value
  }

  return (
    <div className="sheet record">
      <Link className="soft" to={list}>
        ‹ {t('record.back')}
      </Link>
      <div className="sheet-head">
        <h1>{record.title}</h1>
        <span className="record-state" data-testid="record-state" data-state={record.state.code}>
          <StateMark look={record.state.look} /> {words(record.state.name)}
        </span>
        <div className="record-actions" role="group" aria-label={t('record.actions')}>
          {record.actions.map((action, i) => (
            <Act
              key={action.name}
              action={action}
              primary={i === record.actions.length - 1}
              words={words}
              run={() => (action.form ? setAsked(action) : action.signs ? setSigning(action) : actAtOnce(action))}
            />
          ))}
        </div>
      </div>
      {refused && <Alert type="warning" showIcon title={t('record.refused', { why: refused })} data-testid="record-refused" />}
      <dl className="record-facts">
        {record.facts.map((fact) => (
          <div key={fact.name.en}>
            <dt>{words(fact.name)}</dt>
            <dd className={fact.type === 'text' ? undefined : 'num'}>{told(fact)}</dd>
          </div>
        ))}
      </dl>
      <div className="record-body">
        {(record.text !== null || files || more) && (
          <div className="record-main">
            {record.text !== null && (
              <section className="panel" aria-label={t('record.content')}>
                <div className="body record-text">{record.text}</div>
              </section>
            )}
            {more}
            {files && <Attachments address={address} zone={zone} />}
          </div>
        )}
        <section className="panel" aria-label={t('record.story')}>
          <h2>{t('record.story')}</h2>
          <ol className="body record-story">
            {record.story.map((event, i) => (
              <li key={i}>
                <span className="num soft">{dateTime(event.at, zone)}</span> {words(event.what)}{' '}
                <span className="soft">{who(event.by)}</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
      <Modal
        open={asked !== null}
        title={asked ? words(asked.title) : ''}
        width={720}
        footer={null}
        onCancel={() => setAsked(null)}
        destroyOnHidden
      >
        {asked && (
          <Form
            schema={asked.form as Schema}
            fill={asked.fill ?? undefined}
            draft={`${address}/${asked.name}`}
            submit={words(asked.title)}
            grave={asked.grave}
            onSubmit={(value, version) => act(asked, value, version)}
            onTheirs={() => {
              setAsked(null)
              void queries.invalidateQueries({ queryKey: ['record', address] })
            }}
            onCancel={() => setAsked(null)}
          />
        )}
      </Modal>
      {signing?.signs && (
        <AskSignature
          title={words(signing.title)}
          lead={record.title}
          meaning={signing.signs}
          onSign={(secret) => act(signing, undefined, undefined, secret)}
          told={refusal}
          close={() => setSigning(null)}
        />
      )}
    </div>
  )
}

interface ActProps {
  action: RecordAction
  primary: boolean
  words: (text: { zh: string; en: string }) => string
  run: () => void
}

function Act({ action, primary, words, run }: ActProps) {
  const { t } = useTranslation()
  const sure = action.grave && !action.form && !action.signs && action.whyNot === null
  const button = (
    <Button
      type={primary ? 'primary' : 'default'}
      danger={action.grave}
      disabled={action.whyNot !== null}
      data-testid={`record-${action.name}`}
      onClick={sure ? undefined : run}
    >
      {words(action.title)}
    </Button>
  )
  if (action.whyNot)
    return (
      <Tooltip title={words(action.whyNot)}>
        <span tabIndex={0} aria-label={t('record.whyNot', { why: words(action.whyNot) })}>
          {button}
        </span>
      </Tooltip>
    )
  return sure ? (
    <Popconfirm title={t('record.sure')} onConfirm={run}>
      {button}
    </Popconfirm>
  ) : (
    button
  )
}
