import { useTranslation } from 'react-i18next'
import { StateMark } from '../theme/StateMark'
import { lookOf } from '../theme/states'
import { duration } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { desk } from './session'
import { StateWords } from './StateWords'
import { serverNow, type DeskView } from './view'
import { customerName } from '../customers/names'

/** Nothing in hand: what I am, for how long, and what to do to get a call. */
export function Idle({ view }: { view: DeskView }) {
  const { t } = useTranslation()
  const now = serverNow(view, useNow(500))
  const state = view.desk
  if (!state) {
    if (view.lease === 'taken' || view.lease === 'held') return <section className="idle panel" />
    return (
      <section className="idle panel" role="status">
        <p className="idle-word">{view.link === 'down' ? t('desk.unreachable') : t('desk.opening')}</p>
        <p className="soft">{view.link === 'down' ? t('desk.unreachableNext') : t('desk.openingNext')}</p>
      </section>
    )
  }
  if (view.joining) {
    return (
      <section className="idle panel" role="status" data-testid="joining">
        <StateMark look="talking" size={56} />
        <p className="idle-word">{t('desk.joining', { name: customerName(view.joining) })}</p>
        <p className="soft">{t('desk.joiningNext')}</p>
      </section>
    )
  }
  const look = lookOf(state.state)
  const hint =
    state.state === 'ready'
      ? t('idle.ready')
      : state.reason === 'noAnswer'
        ? t('idle.noAnswer')
        : state.reason === 'signedIn'
          ? t('idle.signedIn')
          : t('idle.notReady')
  return (
    <section className={`idle panel idle-${look}`}>
      <StateMark look={look} size={56} />
      <p className="idle-word"><StateWords of={state} /></p>
      <p className="idle-time num">{duration(now - Date.parse(state.since))}</p>
      <p className="soft">{hint}</p>
      {(state.state === 'notReady' || state.state === 'signedOut') && (
        <button
          type="button"
          className="idle-become"
          disabled={view.link !== 'up'}
          onClick={() => void desk.ask((hub) => hub.ready())}
        >
          <StateMark look="ready" /> {t('idle.become')} <kbd>R</kbd>
        </button>
      )}
    </section>
  )
}
