import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '../api/http'
import type { AssistedView, AssistedWealth } from '../api/types'
import { useLanguage, words } from '../i18n'
import { money } from '../i18n/format'
import { Field } from './Field'
import { whyNot } from './problems'
import './assisted.css'

export type WealthKind = 'wealthBuy' | 'wealthRedeem'

interface Props {
  kind: WealthKind
  contactId: string
  view: AssistedView
  order: { from: string; to: string; sum: string }
  set: { from: (value: string) => void; to: (value: string) => void; sum: (value: string) => void }
  faultOf: (path: string) => string
}

/** What suits the customer is bought; what he holds is read out from here, and paid back. */
export default function WealthFields({ kind, contactId, view, order, set, faultOf }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const all = useQuery({
    queryKey: ['assisted', contactId, 'wealth'],
    queryFn: ({ signal }) => get<AssistedWealth>('/api/assisted/wealth', signal),
    staleTime: 0,
    retry: false,
  })
  if (all.isPending) return null
  if (!all.data)
    return (
      <p className="assisted-refused" role="alert" data-testid="assisted-wealth-refused">
        {whyNot(all.error, language)}
      </p>
    )
  const { rating, validTo, products, holdings } = all.data
  const product = products.find((one) => one.code === order.to)
  const holding = holdings.find((one) => one.id === order.to)
  const buys = kind === 'wealthBuy'
  return (
    <>
      <Field name="to" label={t(buys ? 'wealthDesk.product' : 'wealthDesk.holding')} fault={faultOf('/to')}>
        <select
          id="assisted-to"
          data-testid="assisted-to"
          value={order.to}
          onChange={(event) => set.to(event.target.value)}
        >
          <option value="">{t(!buys && holdings.length === 0 ? 'wealthDesk.nothingHeld' : 'assisted.choose')}</option>
          {buys
            ? products.map((one) => (
                <option key={one.code} value={one.code} disabled={one.blocked !== null}>
                  {t('wealthDesk.one', { name: words(one.name, language), risk: one.risk })}
                </option>
              ))
            : holdings.map((one) => (
                <option key={one.id} value={one.id} disabled={one.blocked !== null}>
                  {t('wealthDesk.held', {
                    name: words(one.name, language),
                    amount: money(one.amountMinor),
                    day: one.boughtOn,
                  })}
                </option>
              ))}
        </select>
      </Field>
      {buys && (
        <>
          <Field name="from" label={t('assisted.from')} fault={faultOf('/from')}>
            <select
              id="assisted-from"
              data-testid="assisted-from"
              value={order.from}
              onChange={(event) => set.from(event.target.value)}
            >
              <option value="">{t('assisted.choose')}</option>
              {view.accounts.map((one) => (
                <option key={one.ref} value={one.ref}>
                  {t(`assisted.kinds.${one.kind}`, { tail: one.tail })}
                  {one.availableMinor === null ? '' : ` · ${money(one.availableMinor)}`}
                </option>
              ))}
            </select>
          </Field>
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
        </>
      )}
      {!buys && (
        <Field name="amount" label={t('wealthDesk.redeemAmount')} fault={faultOf('/amount')}>
          <input
            id="assisted-amount"
            data-testid="assisted-amount"
            inputMode="decimal"
            autoComplete="off"
            maxLength={14}
            placeholder={holding ? money(holding.valueMinor ?? holding.amountMinor) : ''}
            value={order.sum}
            onChange={(event) => set.sum(event.target.value)}
          />
        </Field>
      )}
      <p className="assisted-loan" data-testid="assisted-wealth">
        {rating && validTo ? t('wealthDesk.rating', { level: rating, day: validTo }) : t('wealthDesk.noRating')}{' '}
        {buys &&
          product &&
          t('wealthDesk.terms', {
            least: money(product.minMinor),
            step: money(product.stepMinor),
            left: money(product.leftMinor),
          })}{' '}
        {buys && product?.care && <strong>{words(product.care, language)}</strong>}
        {!buys &&
          holding?.valuedOn &&
          t('wealthDesk.worth', {
            value: money(holding.valueMinor ?? holding.amountMinor),
            income: money(holding.incomeMinor ?? 0),
            day: holding.valuedOn,
          })}{' '}
        {!buys && holding && t('wealthDesk.paidTo', { tail: holding.tail })}
        {(buys ? products : holdings)
          .filter((one) => one.blocked !== null)
          .map((one) => (
            <span key={'code' in one ? one.code : one.id} className="assisted-blocked">
              {' '}
              {t('wealthDesk.blocked', {
                name: words(one.name, language),
                why: one.blocked ? words(one.blocked, language) : '',
              })}
            </span>
          ))}
      </p>
    </>
  )
}
