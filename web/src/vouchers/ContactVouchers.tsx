import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../api/http'
import type { VoucherRow } from '../api/types'
import { coded } from '../i18n'
import { money } from '../i18n/format'
import { StateMark } from '../theme/StateMark'
import { voucherLooks } from './looks'

/** What was posted in a contact, each with its proof. */
export function ContactVouchers({ contactId }: { contactId: string }) {
  const { t } = useTranslation()
  const rows = useQuery({
    queryKey: ['list', '/api/vouchers', contactId],
    queryFn: ({ signal }) =>
      get<{ rows: VoucherRow[] }>(`/api/vouchers?contactId=${encodeURIComponent(contactId)}&size=50`, signal),
  })
  if (!rows.data || rows.data.rows.length === 0) return null
  return (
    <section className="panel" aria-label={t('vouchers.ofContact')} data-testid="contact-vouchers">
      <h2>{t('vouchers.ofContact')}</h2>
      <ul className="body record-story">
        {rows.data.rows.map((row) => (
          <li key={row.transactionId}>
            <Link to={`/vouchers/${row.transactionId}`}>{row.transactionId}</Link> {coded('vouchers.kinds', row.kind)}{' '}
            <span className="num">{money(row.amountMinor)}</span>{' '}
            <StateMark look={voucherLooks[row.state] ?? 'notReady'} /> {coded('vouchers.states', row.state)}
          </li>
        ))}
      </ul>
    </section>
  )
}
