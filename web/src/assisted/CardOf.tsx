import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { call as ask, get } from '../api/http'
import type { ServedAccount, DeskAccountsView, DeskActivated, DeskCard } from '../api/types'
import { useLanguage, words } from '../i18n'
import { money } from '../i18n/format'
import { whyNot } from './problems'

interface Props {
  contactId: string
  account: ServedAccount
  view: DeskAccountsView
  onActivated: () => void
}

/** A credit card: limit, debt and bill; one that is new is activated by the digits the customer reads from it. */
export default function CardOf({ contactId, account, view, onActivated }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const card = useQuery({
    queryKey: ['desk-card', contactId, account.ref],
    queryFn: ({ signal }) =>
      get<DeskCard>(`/api/assisted/card?account=${encodeURIComponent(account.ref)}`, signal),
    enabled: !view.noCards,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const facts: [string, string][] = card.data
    ? [
        ['limit', money(card.data.limitMinor)],
        ['available', money(card.data.availableMinor)],
        ['owed', money(card.data.owedMinor)],
        ...(card.data.bill
          ? ([
              ['billed', money(card.data.bill.billedMinor)],
              ['left', money(card.data.bill.leftMinor)],
              ['least', money(card.data.bill.leastMinor)],
              ['due', card.data.bill.due],
            ] as [string, string][])
          : []),
      ]
    : []
  return (
    <>
      {view.noCards && <p className="soft">{words(view.noCards, language)}</p>}
      {card.isError && (
        <p role="alert" className="assisted-refused" data-testid="card-refused">
          {whyNot(card.error, language)}
        </p>
      )}
      {card.data && (
        <dl className="accounts-card" data-testid="desk-card">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`accountsDesk.card.${name as 'limit'}`)}</dt>
              <dd className="num" data-testid={`card-${name}`}>
                {value}
              </dd>
            </div>
          ))}
          {!card.data.bill && (
            <div>
              <dt>{t('accountsDesk.card.billed')}</dt>
              <dd>{t('accountsDesk.card.noBill')}</dd>
            </div>
          )}
        </dl>
      )}
      {account.inactive &&
        (view.noActivation ? (
          <p className="soft">{words(view.noActivation, language)}</p>
        ) : (
          <Activation onActivated={onActivated} />
        ))}
    </>
  )
}

function Activation({ onActivated }: { onActivated: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [tail, setTail] = useState('')
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const activate = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const done = await ask<DeskActivated>('POST', '/api/assisted/card/activate', { tail })
      setSaid(words(done.told, language))
      onActivated()
    } catch (error) {
      setSaid(whyNot(error, language))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="accounts-days" onSubmit={(event) => void activate(event)}>
      <label>
        {t('accountsDesk.card.tail')}{' '}
        <input
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          size={6}
          data-testid="card-tail"
          value={tail}
          onChange={(event) => setTail(event.target.value)}
        />
      </label>
      <button type="submit" className="assisted-next" disabled={busy || tail.length !== 4} data-testid="card-activate">
        {t('accountsDesk.card.activate')}
      </button>
      {said && (
        <b role="status" data-testid="card-said">
          {said}
        </b>
      )}
    </form>
  )
}
