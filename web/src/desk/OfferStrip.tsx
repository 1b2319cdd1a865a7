import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { DeskOffer } from '../api/types'
import { Attention } from '../customers/Attention'
import { customerName } from '../customers/names'
import { outcomeOf } from '../self-service/outcome'
import { useNow } from '../shell/useNow'
import { desk } from './session'
import { serverNow, type DeskView } from './view'

/** An offer on every other page: who, why, how long; taken or declined where one stands. */
export function OfferStrip({ offer, view }: { offer: DeskOffer; view: DeskView }) {
  const { t } = useTranslation()
  const now = serverNow(view, useNow(200))
  const name = customerName(offer)
  return (
    <section className="offer-strip" data-testid="offer" aria-label={t('offer.title', { name })}>
      <p className="heard" role="alert">
        {t('offer.heard', { name, why: outcomeOf(offer) })}
      </p>
      <span aria-hidden="true">☎</span>
      <Link to="/desk">
        <b>{name}</b>
      </Link>
      <span>{outcomeOf(offer)}</span>
      <Attention caller={offer} />
      <span className="num soft">
        {t('offer.left', { count: Math.ceil(Math.max(0, Date.parse(offer.expiresAt) - now) / 1000) })}
      </span>
      {view.desk?.phone.kind === 'sip' ? (
        <b>{t('offer.pickUp')}</b>
      ) : (
        <button
          type="button"
          className="offer-accept"
          data-testid="accept"
          onClick={() => void desk.ask((hub) => hub.accept(offer.id))}
        >
          {t('offer.accept')} <kbd>{t('keys.space')}</kbd>
        </button>
      )}
      <button
        type="button"
        className="offer-decline"
        data-testid="decline"
        data-own-space=""
        onClick={() => void desk.ask((hub) => hub.decline(offer.id))}
      >
        {t('offer.decline')} <kbd>D</kbd>
      </button>
    </section>
  )
}
