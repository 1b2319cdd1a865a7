import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { call, get, Problem } from '../api/http'
import { queries, useCentre } from '../api/queries'
import type { InboxView } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import './notices.css'

const freshMs = 2_000
const longest = 200

/** A demonstration customer's telephone: what the bank has sent, and what is answered. */
export default function InboxPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const centre = useCentre()
  const [search, setSearch] = useSearchParams()
  const [text, setText] = useState('')
  const [refused, setRefused] = useState('')
  const end = useRef<HTMLLIElement>(null)
  const customers = centre.data?.demo?.customers ?? []
  const whose = search.get('customer') ?? customers[0]?.id ?? ''
  const address = `/api/inbox/${encodeURIComponent(whose)}`
  const inbox = useQuery({
    queryKey: ['inbox', whose],
    enabled: whose !== '',
    refetchInterval: freshMs,
    queryFn: ({ signal }) => get<InboxView>(address, signal),
  })
  const last = inbox.data?.messages.at(-1)?.id

  // In braces: some browsers give a promise back, which is no clean-up.
  useEffect(() => {
    void end.current?.scrollIntoView({ block: 'nearest' })
  }, [last])

  if (centre.isPending) return <Loading />
  if (centre.isError) return <Fault error={centre.error} retry={() => void centre.refetch()} />
  const off = inbox.error instanceof Problem && inbox.error.status === 404
  if (customers.length === 0 || off)
    return (
      <div className="sheet">
        <h1>{t('inbox.off')}</h1>
        <p>{t('inbox.offNext')}</p>
      </div>
    )
  const bank = words(centre.data.bankName, language)

  const send = async () => {
    const said = text.trim()
    if (!said) return
    setRefused('')
    try {
      await call('POST', address, { text: said })
      setText('')
    } catch (error) {
      setRefused(coded('faults', error instanceof Problem ? error.code : 'unknown'))
    }
    await queries.invalidateQueries({ queryKey: ['inbox', whose] })
  }

  return (
    <div className="sheet inbox">
      <div className="sheet-head">
        <h1>{t('inbox.title')}</h1>
        <Select
          aria-label={t('inbox.whose')}
          className="inbox-whose"
          data-testid="inbox-whose"
          value={whose}
          onChange={(id: string) => setSearch({ customer: id })}
          options={customers.map((one) => ({ value: one.id, label: `${one.name} · ${one.number}` }))}
        />
      </div>
      <p className="soft">{t('inbox.lead')}</p>
      <section className="inbox-phone" aria-label={t('inbox.conversation')}>
        <h2 className="num">{bank}</h2>
        {inbox.isError ? (
          <Fault error={inbox.error} retry={() => void inbox.refetch()} />
        ) : (
          <ol className="inbox-messages" aria-live="polite" data-testid="inbox-messages">
            {inbox.data?.messages.length === 0 && (
              <li className="inbox-none">
                <Nothing why={t('inbox.none')} />
              </li>
            )}
            {inbox.data?.messages.map((one) => (
              <li key={one.id} className={one.incoming ? 'inbox-mine' : 'inbox-theirs'} data-testid="inbox-message">
                <span className="heard">{one.incoming ? t('inbox.me') : t('inbox.from')}</span>
                <p>{one.text}</p>
                <time className="num soft" dateTime={one.at}>
                  {dateTime(one.at, centre.data.timeZone)}
                </time>
              </li>
            ))}
            <li ref={end} aria-hidden="true" />
          </ol>
        )}
        {refused && <Alert type="warning" showIcon title={t('inbox.refused', { why: refused })} />}
        <form
          className="inbox-reply"
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <Input
            value={text}
            maxLength={longest}
            placeholder={t('inbox.reply')}
            aria-label={t('inbox.reply')}
            data-testid="inbox-text"
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={!text.trim()} data-testid="inbox-send">
            {t('inbox.send')}
          </Button>
        </form>
      </section>
    </div>
  )
}
