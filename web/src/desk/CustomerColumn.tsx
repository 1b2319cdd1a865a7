import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { DeskCall } from '../api/types'
import { useMe } from '../api/queries'
import { Masked } from '../contacts/Masked'
import { useLanguage, words } from '../i18n'
import { amount } from '../i18n/format'
import { Attention } from '../customers/Attention'
import { outcomeOf } from '../self-service/outcome'
import { Identified, Segment, SelfServiceEnded } from '../customers/Identified'
import { whyNoAccounts } from '../customers/accounts'
import { customerName, pathWords } from '../customers/names'
import { may } from '../shell/navigation'

/** Booked in this call, for this customer, told in the caller's language. */
const appointmentFor = (call: DeskCall): string =>
  `/appointments/new?${new URLSearchParams({
    contact: call.contactId,
    language: call.language,
    ...(call.customerId ? { customer: call.customerId } : {}),
  }).toString()}`

/** One customer, one column of truth: what is known, masked. */
export function CustomerColumn({ call }: { call: DeskCall }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  return (
    <aside className="panel customer" aria-label={t('customer.column')}>
      <h2>
        {customerName(call)} <Segment segment={call.segment} />
      </h2>
      <div className="body">
        <SelfServiceEnded ended={call.selfServiceEnded} />
        <Attention caller={call} />
        <dl className="pairs">
          <div>
            <dt>{t('customer.number')}</dt>
            <dd className="num">
              {call.callerMasked ? (
                <Masked
                  key={call.contactId}
                  contactId={call.contactId}
                  field="caller"
                  masked={call.callerMasked}
                  may={may(me.data, 'contacts.unmask')}
                />
              ) : (
                t('customer.hidden')
              )}
            </dd>
          </div>
          <div>
            <dt>{t('customer.identification')}</dt>
            <dd>
              <Identified level={call.identification} />
            </dd>
          </div>
          <div>
            <dt>{t('customer.why')}</dt>
            <dd>{outcomeOf(call)}</dd>
          </div>
          {call.lastService?.number && (
            <div>
              <dt>{t('customer.posting')}</dt>
              <dd className="num">{call.lastService.number}</dd>
            </div>
          )}
          <div>
            <dt>{t('customer.path')}</dt>
            <dd>{pathWords(call.path) || '–'}</dd>
          </div>
        </dl>
        <h3>{t('customer.accounts')}</h3>
        {call.accounts.length === 0 ? (
          <p className="soft">
            {t(whyNoAccounts(call.identification))}
          </p>
        ) : (
          <table className="accounts">
            <thead>
              <tr>
                <th scope="col">{t('customer.account')}</th>
                <th scope="col" className="right">
                  {t('customer.balance')}
                </th>
              </tr>
            </thead>
            <tbody>
              {call.accounts.map((account) => (
                <tr key={account.tail}>
                  <td>
                    {words(account.kind, language)}
                    <br />
                    <span className="num soft">{t('customer.tail', { tail: account.tail })}</span>
                  </td>
                  <td className="right num">
                    {account.balance === null ? (
                      <span className="soft">{t('customer.balanceHidden')}</span>
                    ) : (
                      amount(account.balance)
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {may(me.data, 'losses.report') && (
          <Link to={`/loss-reports/new?contact=${call.contactId}`} data-testid="desk-loss">
            {t('customer.loss')}
          </Link>
        )}
        {may(me.data, 'appointments.book') && (
          <p>
            <Link to={appointmentFor(call)} data-testid="desk-appointment">
              {t('customer.appointment')}
            </Link>
          </p>
        )}
        {may(me.data, 'personalMenus.compose') && (
          <p>
            <Link to={`/personal-menus/${call.customerId ?? 'new'}`} data-testid="desk-personal-menu">
              {t('customer.personalMenu')}
            </Link>
          </p>
        )}
      </div>
    </aside>
  )
}
