import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../api/http'
import type { DeskAccountsView } from '../api/types'
import { useLanguage, words } from '../i18n'
import CardOf from './CardOf'
import MovementsOf from './MovementsOf'
import { OperatorForm } from './OperatorForm'
import { whyNot } from './problems'
import './assisted.css'

interface Props {
  contactId: string
  /** Another level of identification shows more, or less. */
  level: string
  close: () => void
}

/** What the customer on the line may hear of an account: a card's limit and bill, and what moved. */
export default function AccountsPane({ contactId, level, close }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [ref, setRef] = useState('')
  const view = useQuery({
    queryKey: ['desk-accounts', contactId, level],
    queryFn: ({ signal }) => get<DeskAccountsView>('/api/assisted/accounts', signal),
  })
  const accounts = view.data?.accounts ?? []
  const account = accounts.find((one) => one.ref === ref) ?? (accounts.length === 1 ? accounts[0] : undefined)
  return (
    <section
      className="assisted"
      aria-label={t('accountsDesk.title')}
      data-testid="desk-accounts"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      {view.isError && (
        <p role="status" className="assisted-refused">
          {whyNot(view.error, language)}
        </p>
      )}
      {view.data?.cannot && (
        <p role="status" data-testid="accounts-cannot">
          {words(view.data.cannot, language)}
        </p>
      )}
      {view.data?.asksOperator && <OperatorForm />}
      {view.data && accounts.length > 0 && (
        <div className="accounts-pick">
          <label htmlFor="accounts-account">{t('accountsDesk.account')}</label>
          <select
            autoFocus
            id="accounts-account"
            data-testid="accounts-account"
            value={account?.ref ?? ''}
            onChange={(event) => setRef(event.target.value)}
          >
            <option value="">{t('assisted.choose')}</option>
            {accounts.map((one) => (
              <option key={one.ref} value={one.ref}>
                {t(`assisted.kinds.${one.kind}`, { tail: one.tail })}
                {one.inactive && ` · ${t('accountsDesk.inactive')}`}
              </option>
            ))}
          </select>
        </div>
      )}
      {view.data && account?.kind === 'credit' && (
        <CardOf
          key={`card-${account.ref}`}
          contactId={contactId}
          account={account}
          view={view.data}
          onActivated={() => void view.refetch()}
        />
      )}
      {view.data && account && (
        <MovementsOf key={account.ref} contactId={contactId} account={account.ref} view={view.data} />
      )}
    </section>
  )
}
