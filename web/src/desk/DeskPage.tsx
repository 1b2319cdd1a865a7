import { useTranslation } from 'react-i18next'
import { useMe, useReasons } from '../api/queries'
import { useLanguage, words } from '../i18n'
import { Conversation } from './Conversation'
import { CustomerColumn } from './CustomerColumn'
import { Idle } from './Idle'
import { InHand } from './InHand'
import { OfferCard } from './OfferCard'
import { useDesk } from './session'
import { Wrapup } from './Wrapup'

/** The desk's places under the bar, which the frame has on every page. */
export default function DeskPage() {
  const me = useMe()
  useReasons() // At hand before the first wrap-up: an agent types the initials and Enter in one go.
  const view = useDesk()
  const { t } = useTranslation()
  const language = useLanguage()
  const state = view.desk
  // The customer stays in view while the call is wrapped up.
  const inView =
    state?.call ?? (state?.wrapup && view.lastCall?.contactId === state.wrapup.contactId ? view.lastCall : null)
  return (
    <div className="desk">
      <h1 className="heard">{t('desk.title')}</h1>
      <div className="desk-places">
        <InHand view={view} me={me.data?.number ?? ''} />
        <div className="desk-middle">
          {!state ? (
            <Idle view={view} />
          ) : state.call?.askedBy ? (
            <p className="panel consulted">{t('verbs.consulted', { name: words(state.call.askedBy.name, language) })}</p>
          ) : state.call ? (
            <Conversation key={state.call.contactId} call={state.call} />
          ) : state.wrapup ? (
            <Wrapup key={state.wrapup.contactId} wrapup={state.wrapup} view={view} />
          ) : state.offer ? (
            <OfferCard offer={state.offer} view={view} />
          ) : (
            <Idle view={view} />
          )}
          {state?.offer && (state.call || state.wrapup) && <OfferCard offer={state.offer} view={view} />}
        </div>
        {inView && <CustomerColumn call={inView} />}
      </div>
    </div>
  )
}
