import { useQuery } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { get } from '../api/http'
import { queries, useCentre, useMe } from '../api/queries'
import type { NoticeListed, NoticeTemplate, RecordView } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'
import { StateMark } from '../theme/StateMark'
import './notices.css'

const address = '/api/notices'
const list = '/notices'

const looks: Record<string, RecordView['state']['look']> = {
  queued: 'notReady',
  held: 'hold',
  sending: 'talking',
  sent: 'talking',
  delivered: 'ready',
  suppressed: 'wrapup',
  failed: 'alarm',
}

export default function Notices() {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  const centre = useCentre()
  const may = (name: string) => me.data?.permissions.some((one) => one.name === name)
  const choices = (of: 'purpose' | 'state' | 'reason') =>
    Object.entries(t(`notices.${of}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<NoticeListed>
      address={address}
      rowKey="id"
      cells={{
        template: (row) => <Link to={`${list}/${row.id}`}>{words(row.templateName, language)}</Link>,
        purpose: (row) => coded('notices.purpose', row.purpose),
        customerId: (row) =>
          may('consents.see') ? <Link to={`/consents/${row.customerId}`}>{row.customerId}</Link> : row.customerId,
        state: (row) => (
          <span className="num">
            <StateMark look={looks[row.state] ?? 'notReady'} /> {coded('notices.state', row.state)}
          </span>
        ),
        reason: (row) => (row.reason ? coded('notices.reason', row.reason) : null),
      }}
      choices={{ purpose: choices('purpose'), state: choices('state'), reason: choices('reason') }}
      widths={{ purpose: 110, customerId: 110, customer: 90, number: 140, state: 120, reason: 190 }}
      actions={
        <>
          {centre.data?.demo && <Link to="/inbox">{t('notices.inbox')}</Link>}
          {may('notices.send') && (
            <Link to={`${list}/new`}>
              <Button type="primary" data-testid="notice-new">
                {t('notices.new')}
              </Button>
            </Link>
          )}
        </>
      }
    />
  )
}

const settling = new Set(['queued', 'sending', 'sent'])

export function One() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const own = `${address}/${encodeURIComponent(id)}`

  // What is on its way is looked at again until it has arrived.
  useEffect(() => {
    const timer = setInterval(() => {
      const now = queries.getQueryData<RecordView>(['record', own])
      if (now && settling.has(now.state.code)) void queries.invalidateQueries({ queryKey: ['record', own] })
    }, 1_500)
    return () => clearInterval(timer)
  }, [own])

  const record = useQuery({ queryKey: ['record', own], queryFn: ({ signal }) => get<RecordView>(own, signal) })
  const customer = record.data?.facts.find((fact) => fact.name.en === 'Customer')?.value?.split(' ').at(-1)
  return (
    <>
      <RecordPage address={address} list={list} />
      {customer && (
        <p className="notice-links">
          <Link to={`/consents/${customer}`}>{t('notices.consents')}</Link>
          <Link to={`${list}?customerId=${customer}`}>{t('notices.ofCustomer')}</Link>
        </p>
      )}
    </>
  )
}

export function New() {
  const { t } = useTranslation()
  const language = useLanguage()
  const templates = useQuery({
    queryKey: ['noticeTemplates'],
    queryFn: ({ signal }) => get<NoticeTemplate[]>(`${address}/templates`, signal),
  })
  return (
    <>
      <FormPage address={address} list={list} title={t('notices.new')} submit={t('inbox.send')} />
      <section className="panel notice-texts" aria-label={t('notices.texts')}>
        <h2>{t('notices.texts')}</h2>
        <div className="body">
          <p className="soft">{t('notices.byHand')}</p>
          <dl>
            {(templates.data ?? []).map((one) => (
              <div key={one.key} data-testid="notice-text">
                <dt>
                  {words(one.name, language)} <Tag>{coded('notices.purpose', one.purpose)}</Tag>
                  <span className="soft">{t('notices.parts', { zh: one.partsZh, en: one.partsEn })}</span>
                </dt>
                <dd lang="zh-CN">{one.text.zh}</dd>
                <dd lang="en">{one.text.en}</dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
    </>
  )
}
