import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { get, Problem } from '../api/http'
import { useCentre, useMe } from '../api/queries'
import type { VoucherRow, VoucherSegment } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { ListPage } from '../list/ListPage'
import { RecordPage } from '../record/RecordPage'
import { may } from '../shell/navigation'
import { StateMark } from '../theme/StateMark'
import { voucherLooks } from './looks'

const address = '/api/vouchers'
const list = '/vouchers'

const widths = {
  transactionId: 150,
  postedAt: 165,
  bankDay: 100,
  kind: 120,
  amountMinor: 110,
  customer: 100,
  way: 95,
  agent: 70,
  approver: 80,
  state: 150,
}

export default function Vouchers() {
  const { t } = useTranslation()
  const language = useLanguage()
  const choices = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<VoucherRow>
      address={address}
      rowKey="transactionId"
      cells={{
        transactionId: (row) => <Link to={`${list}/${row.transactionId}`}>{row.transactionId}</Link>,
        kind: (row) => coded('vouchers.kinds', row.kind),
        way: (row) => coded('vouchers.ways', row.way),
        state: (row) => (
          <>
            <StateMark look={voucherLooks[row.state] ?? 'notReady'} /> {coded('vouchers.states', row.state)}
          </>
        ),
        lacking: (row) => words(row.lacking, language),
      }}
      choices={{
        kind: choices(t('vouchers.kinds', { returnObjects: true })),
        way: choices(t('vouchers.ways', { returnObjects: true })),
        state: choices(t('vouchers.states', { returnObjects: true })),
      }}
      widths={widths}
    />
  )
}

export const One = () => <RecordPage address={address} list={list} more={<Segment />} />

/** Where the sound is; it is played at the contact, which asks for the purpose. */
function Segment() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const me = useMe()
  const zone = useCentre().data?.timeZone ?? 'UTC'
  const segment = useQuery({
    queryKey: ['record', `${address}/${id}`, 'segment'],
    queryFn: ({ signal }) => get<VoucherSegment>(`${address}/${encodeURIComponent(id)}/segment`, signal),
    retry: false,
  })
  const none = segment.error instanceof Problem && segment.error.status === 404
  if (!segment.data && !none) return null
  const hears = may(me.data, 'recordings.play') && may(me.data, 'contacts.see')
  return (
    <section className="panel" aria-label={t('vouchers.segment')} data-testid="voucher-segment">
      <h2>{t('vouchers.segment')}</h2>
      <div className="body">
        {!segment.data ? (
          <p className="soft">{t('vouchers.noSegment')}</p>
        ) : (
          <>
            <p className="soft num">
              {t('vouchers.hearNote', { from: dateTime(segment.data.from, zone), to: dateTime(segment.data.to, zone) })}
            </p>
            {hears && (
              <Link to={`/contacts/${segment.data.contactId}?at=${encodeURIComponent(segment.data.from)}`}>
                {t('vouchers.hear')}
              </Link>
            )}
          </>
        )}
      </div>
    </section>
  )
}
