import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCentre, useContacts } from '../api/queries'
import { StateMark } from '../theme/StateMark'
import { coded } from '../i18n'
import { dayOf, duration, hourMinute } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { serverNow, type DeskView } from './view'
import { customerName } from '../customers/names'

/** What is in hand, and the last ones that were, to look one up again. */
export function InHand({ view, me }: { view: DeskView; me: string }) {
  const { t } = useTranslation()
  const centre = useCentre()
  const zone = centre.data?.timeZone ?? 'Asia/Shanghai'
  const now = serverNow(view, useNow(250))
  const recent = useContacts({ 'startedAt.from': dayOf(now, zone), agent: me, size: '10' }, 10_000)
  const { call, offer, wrapup } = view.desk ?? { call: null, offer: null, wrapup: null }
  const inHand = [call?.contactId, wrapup?.contactId]
  const mine = (recent.data?.rows ?? []).filter((row) => !inHand.includes(row.id)).slice(0, 8)

  return (
    <aside className="inhand panel" aria-label={t('desk.inHand')}>
      <h2>{t('desk.inHand')}</h2>
      <ul className="inhand-now">
        {call && (
          <li className={call.heldSince ? 'is-hold' : 'is-talking'}>
            <StateMark look={call.heldSince ? 'hold' : 'talking'} />
            <span>
              <b>{customerName(call)}</b>
              <br />
              <span className="num">{duration(now - Date.parse(call.connectedAt))}</span>
            </span>
            {call.recording && (
              <span className="rec dark">
                <i aria-hidden="true" />
                {t('call.rec')}
              </span>
            )}
          </li>
        )}
        {offer && (
          <li className="is-talking">
            <StateMark look="talking" />
            <span>
              <b>{customerName(offer)}</b>
              <br />
              {t('states.ringing')}
            </span>
          </li>
        )}
        {wrapup && (
          <li className="is-wrapup">
            <StateMark look="wrapup" />
            <span>
              <b>{customerName(wrapup)}</b>
              <br />
              {t('states.wrapup')} <span className="num">{duration(now - Date.parse(wrapup.endedAt))}</span>
            </span>
          </li>
        )}
        {!call && !offer && !wrapup && <li className="soft">{t('desk.nothingInHand')}</li>}
      </ul>
      <h2>{t('desk.lately')}</h2>
      <ul className="inhand-lately">
        {mine.map((row) => (
          <li key={row.id}>
            <Link to={`/contacts/${row.id}`}>
              <span className="num">{hourMinute(row.startedAt, zone)}</span>
              <span className="who">{row.customerName || row.callerMasked || t('customer.unknown')}</span>
              <span className="num soft">
                {row.talkMs !== null ? duration(row.talkMs) : coded('dispositions', row.disposition)}
              </span>
            </Link>
          </li>
        ))}
        {mine.length === 0 && <li className="soft">{t('desk.noneLately')}</li>}
      </ul>
    </aside>
  )
}
