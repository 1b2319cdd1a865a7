import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '../api/http'
import type { AssistedLoan, AssistedLoans, AssistedView } from '../api/types'
import { useLanguage } from '../i18n'
import { money } from '../i18n/format'
import { Field } from './Field'
import { whyNot } from './problems'
import './assisted.css'

export type LoanKind = 'loanRepay' | 'pledgedLoan'

export interface LoanOrder {
  from: string
  to: string
  sum: string
  ends: string
}

interface Props {
  kind: LoanKind
  contactId: string
  view: AssistedView
  order: LoanOrder
  set: Record<keyof LoanOrder, (value: string) => void>
  faultOf: (path: string) => string
}

const rate = (bp: number) => `${(bp / 100).toFixed(2)}%`

/** What the customer owes is read out from here; then repaid, or a loan asked for on a time deposit. */
export default function LoanFields({ kind, contactId, view, order, set, faultOf }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const all = useQuery({
    queryKey: ['assisted', contactId, 'loans'],
    queryFn: ({ signal }) => get<AssistedLoans>('/api/assisted/loans', signal),
    staleTime: 0,
    retry: false,
  })
  if (all.isPending) return null
  if (!all.data)
    return (
      <p className="assisted-refused" role="alert" data-testid="assisted-loans-refused">
        {whyNot(all.error, language)}
      </p>
    )
  const { loans, pledges } = all.data
  const loan = loans.find((one) => one.ref === order.to)
  const pledge = pledges.find((one) => one.ref === order.from)
  const accounts = view.accounts.map((one) => (
    <option key={one.ref} value={one.ref}>
      {t(`assisted.kinds.${one.kind}`, { tail: one.tail })}
      {one.availableMinor === null ? '' : ` · ${money(one.availableMinor)}`}
    </option>
  ))
  const pay = (minor: number) => set.sum((minor / 100).toFixed(2))
  return (
    <>
      {kind === 'loanRepay' ? (
        <>
          <Field name="to" label={t('loans.loan')} fault={faultOf('/to')}>
            <select
              id="assisted-to"
              data-testid="assisted-to"
              value={order.to}
              onChange={(event) => set.to(event.target.value)}
            >
              <option value="">{t(loans.length === 0 ? 'loans.none' : 'assisted.choose')}</option>
              {loans.map((one) => (
                <option key={one.ref} value={one.ref}>
                  {t('loans.one', { tail: one.tail, amount: money(one.owedMinor) })}
                </option>
              ))}
            </select>
          </Field>
          <Field name="from" label={t('assisted.from')} fault={faultOf('/from')}>
            <select
              id="assisted-from"
              data-testid="assisted-from"
              value={order.from}
              onChange={(event) => set.from(event.target.value)}
            >
              <option value="">{t('assisted.choose')}</option>
              {accounts}
            </select>
          </Field>
        </>
      ) : (
        <>
          <Field name="from" label={t('loans.deposit')} fault={faultOf('/from')}>
            <select
              id="assisted-from"
              data-testid="assisted-from"
              value={order.from}
              onChange={(event) => {
                const on = pledges.find((one) => one.ref === event.target.value)
                set.from(event.target.value)
                set.ends(on?.lastDay ?? '')
              }}
            >
              <option value="">{t(pledges.length === 0 ? 'loans.nothingToPledge' : 'assisted.choose')}</option>
              {pledges.map((one) => (
                <option key={one.ref} value={one.ref}>
                  {t('loans.depositOf', { tail: one.tail, amount: money(one.amountMinor) })}
                </option>
              ))}
            </select>
          </Field>
          <Field name="to" label={t('loans.paidTo')} fault={faultOf('/to')}>
            <select
              id="assisted-to"
              data-testid="assisted-to"
              value={order.to}
              onChange={(event) => set.to(event.target.value)}
            >
              <option value="">{t('assisted.choose')}</option>
              {accounts}
            </select>
          </Field>
          <Field name="ends" label={t('loans.ends')} fault={faultOf('/ends')}>
            <input
              id="assisted-ends"
              data-testid="assisted-ends"
              type="date"
              max={pledge?.lastDay}
              value={order.ends}
              onChange={(event) => set.ends(event.target.value)}
            />
          </Field>
        </>
      )}
      <Field name="amount" label={t('assisted.amount')} fault={faultOf('/amount')}>
        <input
          id="assisted-amount"
          data-testid="assisted-amount"
          inputMode="decimal"
          autoComplete="off"
          maxLength={14}
          value={order.sum}
          onChange={(event) => set.sum(event.target.value)}
        />
      </Field>
      {kind === 'loanRepay' && loan && <Standing loan={loan} pay={pay} />}
      {kind === 'pledgedLoan' && pledge && (
        <p className="assisted-loan" data-testid="assisted-pledge">
          {t('loans.lent', { amount: money(pledge.mostMinor), rate: rate(pledge.rateBp), day: pledge.lastDay })}
        </p>
      )}
    </>
  )
}

/** As it is read out: principal, rate, what is due and what repays it; two of the amounts with a press. */
function Standing({ loan, pay }: { loan: AssistedLoan; pay: (minor: number) => void }) {
  const { t } = useTranslation()
  return (
    <p className="assisted-repay assisted-loan" data-testid="assisted-loan">
      {t('loans.standing', { principal: money(loan.principalMinor), rate: rate(loan.rateBp), day: loan.ends })}{' '}
      {loan.nextDue !== null && loan.nextMinor !== null &&
        t('loans.next', { day: loan.nextDue, amount: money(loan.nextMinor) })}{' '}
      {loan.overdueMinor > 0 && <strong>{t('loans.overdue', { amount: money(loan.overdueMinor) })}</strong>}{' '}
      <button type="button" data-testid="assisted-loan-next" onClick={() => pay(loan.paymentMinor)}>
        {t('loans.payNext', { amount: money(loan.paymentMinor) })}
      </button>{' '}
      <button type="button" data-testid="assisted-loan-all" onClick={() => pay(loan.owedMinor)}>
        {t('loans.payAll', { amount: money(loan.owedMinor) })}
      </button>
    </p>
  )
}
