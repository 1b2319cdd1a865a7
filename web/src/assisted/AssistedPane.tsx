import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { call as ask, get, Problem } from '../api/http'
import type { AssistedArrears, AssistedView, Words } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { money } from '../i18n/format'
import { Field } from './Field'
import InHand from './InHand'
import { OperatorForm } from './OperatorForm'
import LoanFields, { type LoanKind } from './LoanFields'
import Repayments from './Repayments'
import WealthFields, { type WealthKind } from './WealthFields'
import WaitingTransfers from './WaitingTransfers'
import './assisted.css'

interface Props {
  contactId: string
  open: boolean
  close: () => void
}

interface Fault {
  path: string
  zh: string
  en: string
}

const everyMs = 800

/** A transfer for the customer on the line: what is in hand is the centre's to know, so that a reload finds it. */
export default function AssistedPane({ contactId, open, close }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [refused, setRefused] = useState('')
  const [again, setAgain] = useState(false)
  const view = useQuery({
    queryKey: ['assisted', contactId],
    queryFn: ({ signal }) => get<AssistedView>('/api/assisted', signal),
    refetchInterval: (query) => {
      const state = query.state.data?.transfer?.state
      return open || (state && state !== 'over') ? everyMs : false
    },
  })
  const transfer = view.data?.transfer ?? null
  const going = transfer !== null && transfer.state !== 'over'
  // Who saw it on its way sees how it ended, also after a reload, until the pane is closed.
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (going) setSeen(true)
  }, [going])
  useEffect(() => {
    if (open) setRefused('')
    else setSeen(false)
  }, [open])
  if (!open && !going && !seen) return null
  if (!view.data) return null

  const apply = async (path: string, body?: unknown) => {
    setRefused('')
    try {
      queries.setQueryData(['assisted', contactId], await ask<AssistedView>('POST', path, body ?? {}))
      setAgain(false)
    } catch (error) {
      if (error instanceof Problem && error.code === 'faulty') throw error
      const why = error instanceof Problem ? (error.more['why'] as Words | undefined) : undefined
      setRefused(why ? words(why, language) : t('assisted.failed'))
    }
  }
  const { cannot } = view.data
  return (
    <section
      className="assisted"
      aria-label={t('assisted.title')}
      data-testid="assisted"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      {refused && (
        <p className="assisted-refused" role="alert" data-testid="assisted-refused">
          {refused}
        </p>
      )}
      {transfer && !again ? (
        <InHand transfer={transfer} apply={apply} onAgain={() => setAgain(true)} />
      ) : cannot ? (
        <>
          <p role="status" data-testid="assisted-cannot">
            {words(cannot, language)}
          </p>
          {view.data.asksOperator && <OperatorForm />}
        </>
      ) : (
        <Form contactId={contactId} view={view.data} apply={apply} />
      )}
      <WaitingTransfers
        view={view.data}
        onView={(now) => queries.setQueryData(['assisted', contactId], now)}
        onHand={() => setAgain(false)}
      />
    </section>
  )
}

type Kind = 'payee' | 'own' | 'bill' | 'card' | LoanKind | WealthKind

interface FormProps {
  contactId: string
  view: AssistedView
  apply: (path: string, body?: unknown) => Promise<void>
}

/** What is wrong is told at once, each fault at its field; nothing that was typed is lost. */
function Form({ contactId, view, apply }: FormProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [kind, setKind] = useState<Kind>(view.payees.length > 0 ? 'payee' : 'own')
  const [from, setFrom] = useState(view.accounts.length === 1 ? view.accounts[0]!.ref : '')
  const [to, setTo] = useState('')
  const [number, setNumber] = useState('')
  const [sum, setSum] = useState('')
  const [speed, setSpeed] = useState('realTime')
  const [ends, setEnds] = useState('')
  const [owed, setOwed] = useState<Words | null>(null)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [busy, setBusy] = useState(false)
  const faultOf = (path: string) => {
    const fault = faults.find((one) => one.path === path)
    return fault ? (language === 'en' ? fault.en : fault.zh) : ''
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFaults([])
    try {
      await apply('/api/assisted', {
        kind,
        from,
        to,
        amount: sum,
        number: kind === 'bill' ? number : null,
        speed: later ? speed : null,
        ends: kind === 'pledgedLoan' && ends ? ends : null,
      })
    } catch (error) {
      if (error instanceof Problem) setFaults(error.more['faults'] as Fault[])
    } finally {
      setBusy(false)
    }
  }
  const askOwed = async () => {
    setBusy(true)
    setFaults([])
    setOwed(null)
    try {
      const answer = await get<AssistedArrears>(
        `/api/assisted/arrears?biller=${encodeURIComponent(to)}&number=${encodeURIComponent(number)}`,
      )
      setOwed(answer.told)
      if (answer.owedMinor) setSum((answer.owedMinor / 100).toFixed(2))
    } catch (error) {
      if (error instanceof Problem && error.code === 'faulty') setFaults(error.more['faults'] as Fault[])
      else {
        const why = error instanceof Problem ? (error.more['why'] as Words | undefined) : undefined
        setOwed(why ?? { zh: t('assisted.failed'), en: t('assisted.failed') })
      }
    } finally {
      setBusy(false)
    }
  }
  const loan = kind === 'loanRepay' || kind === 'pledgedLoan' ? kind : null
  const bought = kind === 'wealthBuy' || kind === 'wealthRedeem' ? kind : null
  const later = kind === 'payee' && view.speeds.length > 0
  const biller = kind === 'bill' ? view.billers.find((one) => one.code === to) : undefined
  const account = (one: AssistedView['accounts'][number]) => (
    <option key={one.ref} value={one.ref}>
      {t(`assisted.kinds.${one.kind}`, { tail: one.tail })}
      {one.availableMinor === null ? '' : ` · ${money(one.availableMinor)}`}
    </option>
  )
  return (
    <form
      className={`assisted-form${kind === 'pledgedLoan' ? ' assisted-pledge' : kind === 'bill' ? ' assisted-bill' : later ? ' assisted-pay' : ''}`}
      onSubmit={(event) => void send(event)}
    >
      <Field name="kind" label={t('assisted.kind')} fault={faultOf('/kind')}>
        <select
          autoFocus
          id="assisted-kind"
          data-testid="assisted-kind"
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as Kind)
            setTo('')
            if (event.target.value === 'pledgedLoan' || kind === 'pledgedLoan') setFrom('')
            setOwed(null)
            setFaults([])
          }}
        >
          <option value="payee">{t('assisted.payee')}</option>
          <option value="own">{t('assisted.own')}</option>
          {view.billers.length > 0 && <option value="bill">{t('assisted.bill')}</option>}
          {view.cards.length > 0 && <option value="card">{t('assisted.card')}</option>}
          <option value="loanRepay">{t('loans.repay')}</option>
          <option value="pledgedLoan">{t('loans.pledged')}</option>
          <option value="wealthBuy">{t('wealthDesk.buy')}</option>
          <option value="wealthRedeem">{t('wealthDesk.redeem')}</option>
        </select>
      </Field>
      {loan && (
        <LoanFields
          kind={loan}
          contactId={contactId}
          view={view}
          order={{ from, to, sum, ends }}
          set={{ from: setFrom, to: setTo, sum: setSum, ends: setEnds }}
          faultOf={faultOf}
        />
      )}
      {bought && (
        <WealthFields
          kind={bought}
          contactId={contactId}
          view={view}
          order={{ from, to, sum }}
          set={{ from: setFrom, to: setTo, sum: setSum }}
          faultOf={faultOf}
        />
      )}
      {!loan && !bought && (
        <Field name="from" label={t('assisted.from')} fault={faultOf('/from')}>
          <select id="assisted-from" data-testid="assisted-from" value={from} onChange={(e) => setFrom(e.target.value)}>
            <option value="">{t('assisted.choose')}</option>
            {view.accounts.map(account)}
          </select>
        </Field>
      )}
      {!loan && !bought && (
        <Field name="to" label={t(labelOfTo[kind])} fault={faultOf('/to')}>
          <select
            id="assisted-to"
            data-testid="assisted-to"
            value={to}
            onChange={(event) => {
              setTo(event.target.value)
              setOwed(null)
            }}
          >
            <option value="">{t('assisted.choose')}</option>
            {kind === 'bill'
              ? view.billers.map((one) => (
                  <option key={one.code} value={one.code}>
                    {words(one.name, language)}
                  </option>
                ))
              : kind === 'own'
              ? view.into.filter((one) => one.ref !== from).map(account)
              : kind === 'card'
              ? view.cards.map((one) => (
                  <option key={one.ref} value={one.ref}>
                    {t('assisted.kinds.credit', { tail: one.tail })}
                  </option>
                ))
              : view.payees.map((one) => (
                  <option key={one.ref} value={one.ref}>
                    {t('assisted.payeeOf', { name: one.name, tail: one.tail })}
                  </option>
                ))}
          </select>
        </Field>
      )}
      {kind === 'bill' && (
        <Field
          name="number"
          label={biller ? words(biller.numberName, language) : t('assisted.billNumber')}
          fault={faultOf('/number')}
        >
          <span className="assisted-ask">
            <input
              id="assisted-number"
              data-testid="assisted-number"
              inputMode="numeric"
              autoComplete="off"
              maxLength={30}
              value={number}
              onChange={(event) => {
                setNumber(event.target.value)
                setOwed(null)
              }}
            />
            <button type="button" disabled={busy} data-testid="assisted-arrears" onClick={() => void askOwed()}>
              {t('assisted.askOwed')}
            </button>
          </span>
          {owed && (
            <span role="status" className="assisted-owed" data-testid="assisted-owed">
              {words(owed, language)}
              {biller?.partial && ` ${t('assisted.partial')}`}
            </span>
          )}
        </Field>
      )}
      {later && (
        <Field name="speed" label={t('assisted.speed')} fault={faultOf('/speed')}>
          <select id="assisted-speed" data-testid="assisted-speed" value={speed} onChange={(e) => setSpeed(e.target.value)}>
            {view.speeds.map((one) => (
              <option key={one} value={one}>
                {coded('assisted.speeds', one)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {!loan && !bought && (
        <Field name="amount" label={t('assisted.amount')} fault={faultOf('/amount')}>
          <input
            id="assisted-amount"
            data-testid="assisted-amount"
            inputMode="decimal"
            autoComplete="off"
            maxLength={14}
            value={sum}
            onChange={(event) => setSum(event.target.value)}
          />
        </Field>
      )}
      <button type="submit" className="assisted-next" disabled={busy} data-testid="assisted-next">
        {t('assisted.next')} <kbd>Enter</kbd>
      </button>
      {kind === 'card' && to && <Repayments key={to} contactId={contactId} card={to} onChoose={setSum} />}
      <p className="soft">
        {view.aloneMinor === null ? t('assisted.aloneAny') : t('assisted.alone', { amount: money(view.aloneMinor) })}
      </p>
    </form>
  )
}

const labelOfTo = {
  payee: 'assisted.to',
  own: 'assisted.to',
  bill: 'assisted.biller',
  card: 'assisted.whichCard',
  loanRepay: 'loans.loan',
  pledgedLoan: 'loans.paidTo',
  wealthBuy: 'wealthDesk.product',
  wealthRedeem: 'wealthDesk.holding',
} as const
