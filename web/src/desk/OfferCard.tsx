import { useTranslation } from 'react-i18next'
import type { DeskOffer } from '../api/types'
import { useLanguage, words } from '../i18n'
import { duration } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { Identified, Segment, SelfServiceEnded } from '../customers/Identified'
import { Attention } from '../customers/Attention'
import { outcomeOf } from '../self-service/outcome'
import { desk } from './session'
import { serverNow, waitedMs, type DeskView } from './view'
import { customerName, pathWords } from '../customers/names'

/** A call that wants to be taken: who, why, how long they waited; one button, one key. It takes no focus. */
export function OfferCard({ offer, view }: { offer: DeskOffer; view: DeskView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = serverNow(view, useNow(200))
  const left = Math.max(0, Date.parse(offer.expiresAt) - now)
  const name = customerName(offer)
  return (
    <section className="offer" data-testid="offer" data-offer={offer.id} aria-labelledby="offer-name">
      <p className="heard" role="alert">{t('offer.heard', { name, why: outcomeOf(offer) })}</p>
      {offer.reason === 'lossReport' && <p className="offer-loss">▲ {t('offer.loss')}</p>}
      {offer.askedBy && (
        <p className="offer-asked">
          {t('offer.askedBy', { name: words(offer.askedBy.name, language), number: offer.askedBy.number })}
        </p>
      )}
      <header>
        <span className="offer-bell" aria-hidden="true">☎</span>
        <h2 id="offer-name">{name}</h2>
        <Segment segment={offer.segment} />
        <Attention caller={offer} />
        <SelfServiceEnded ended={offer.selfServiceEnded} />
      </header>
      <p className="offer-outcome" data-testid="offer-outcome">
        {outcomeOf(offer)}{offer.lastService?.number && <span className="num soft"> {offer.lastService.number}</span>}
      </p>
      <dl>
        <div><dt>{t('customer.number')}</dt><dd className="num">{offer.callerMasked || t('customer.hidden')}</dd></div>
        <div><dt>{t('customer.identification')}</dt><dd><Identified level={offer.identification} /></dd></div>
        <div><dt>{t('offer.waited')}</dt><dd className="num offer-wait">{duration(waitedMs(offer, now))}</dd></div>
        <div><dt>{t('customer.path')}</dt><dd>{pathWords(offer.path) || '–'}</dd></div>
      </dl>
      <div className="offer-do">
        {view.desk?.phone.kind === 'sip' ? <b className="offer-pickup">☎ {t('offer.pickUp')}</b> : (
          <button
            type="button" className="offer-accept" data-testid="accept" aria-keyshortcuts="Space"
            style={{ ['--left' as string]: `${Math.min(100, (left / offer.ringMs) * 100)}%` }}
            onClick={() => void desk.ask((hub) => hub.accept(offer.id))}
          >
            <span>{t('offer.accept')} <kbd>{t('keys.space')}</kbd></span>
          </button>
        )}
        <button
          type="button" className="offer-decline" data-testid="decline" data-own-space="" aria-keyshortcuts="d"
          onClick={() => void desk.ask((hub) => hub.decline(offer.id))}
        >
          {t('offer.decline')} <kbd>D</kbd>
        </button>
        <span className="num soft" aria-hidden="true">{t('offer.left', { count: Math.ceil(left / 1000) })}</span>
      </div>
    </section>
  )
}
