import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCentre, useContacts } from '../api/queries'
import { StateMark } from '../theme/StateMark'
import { coded, useLanguage, words } from '../i18n'
import { dayOf, duration, hourMinute } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { desk } from './session'
import { keyOf, mayPickUp } from './verbs'
import { serverNow, type DeskView } from './view'
import { customerName } from '../customers/names'

/** What is in hand, and the last ones that were, to look one up again. */
export function InHand({ view, me }: { view: DeskView; me: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const centre = useCentre()
  const zone = centre.data?.timeZone ?? 'Asia/Shanghai'
  const now = serverNow(view, useNow(250))
  const recent = useContacts({ 'startedAt.from': dayOf(now, zone), agent: me, size: '10' }, 10_000)
  const { call, offer, wrapup } = view.desk ?? { call: null, offer: null, wrapup: null }
  const parked = view.desk?.parked ?? []
  const free = mayPickUp(view.desk)
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
            {call.kept.state === 'kept' && (
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
      {parked.length > 0 && (
        <>
          <h2>{t('desk.parked')}</h2>
          <ul className="inhand-now">
            {parked.map((one) => (
              <li key={one.contactId} className="is-hold">
                <StateMark look="hold" />
                <span>
                  <b>
                    {t('desk.parkedAt', { number: one.number })} {customerName(one)}
                  </b>
                  <br />
                  {t('desk.parkedBy', { name: words(one.by.name, language) })}{' '}
                  <span className="num">{duration(now - Date.parse(one.since))}</span>
                </span>
                <button
                  type="button"
                  data-testid={`pickup-${one.number}`}
                  disabled={!free || view.link !== 'up'}
                  onClick={() => void desk.ask((hub) => hub.pickUp(one.contactId))}
                >
                  {t('desk.pickUp')} {one === parked[0] && <kbd>{keyOf.park.toUpperCase()}</kbd>}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
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
