import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call as ask, Problem } from '../api/http'
import { useCentre } from '../api/queries'
import type { AssistedRevoked, AssistedView, Words } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dayOf, hourMinute, money } from '../i18n/format'
import './assisted.css'

interface Props {
  view: AssistedView
  onView: (view: AssistedView) => void
  /** A machine's is in hand: it is read back and keyed as any order. */
  onHand: () => void
}

/** Payments that have not arrived: a first press asks, a second takes one back, or has one of a machine's read back. */
export default function WaitingTransfers({ view, onView, onHand }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useCentre().data?.timeZone ?? 'UTC'
  const [sure, setSure] = useState('')
  const [told, setTold] = useState('')
  const [busy, setBusy] = useState(false)
  if (view.waiting.length === 0 && !told) return null
  const revoke = async (number: string) => {
    setBusy(true)
    try {
      const done = await ask<AssistedRevoked>('POST', '/api/assisted/revoke', { number })
      const inHand = done.view.transfer?.state === 'readBack'
      setTold(inHand ? '' : words(done.told, language))
      onView(done.view)
      if (inHand) onHand()
    } catch (error) {
      const why = error instanceof Problem ? (error.more['why'] as Words | undefined) : undefined
      setTold(why ? words(why, language) : t('assisted.failed'))
    } finally {
      setBusy(false)
      setSure('')
    }
  }
  return (
    <section className="assisted-waiting" aria-label={t('assisted.waiting')} data-testid="assisted-waiting">
      {view.waiting.length > 0 && <h3>{t('assisted.waiting')}</h3>}
      {told && (
        <p role="status" className="assisted-told" data-testid="assisted-revoked">
          {told}
        </p>
      )}
      {view.waiting.map((one) => (
        <p key={one.number} data-testid={`waiting-${one.number}`}>
          <span>
            {one.madeAt
              ? t('assisted.waitsAtm', {
                  place: one.place,
                  at: `${dayOf(Date.parse(one.madeAt), zone)} ${hourMinute(one.madeAt, zone)}`,
                  payee: one.payee,
                  tail: one.toTail,
                  amount: money(one.amountMinor),
                })
              : t('assisted.waits', { number: one.number, tail: one.toTail, amount: money(one.amountMinor) })}
          </span>
          <span className="num soft">
            {coded('assisted.speeds', one.speed)} · {dayOf(Date.parse(one.arrivesAt), zone)} {hourMinute(one.arrivesAt, zone)}
          </span>
          {sure === one.number ? (
            <>
              <button
                type="button"
                autoFocus
                className="assisted-sure"
                disabled={busy}
                data-testid={`revoke-sure-${one.number}`}
                onClick={() => void revoke(one.number)}
              >
                {t(one.madeAt ? 'assisted.revokeAtm' : 'assisted.revokeSure')}
              </button>
              <button type="button" disabled={busy} onClick={() => setSure('')}>
                {t('assisted.keep')}
              </button>
            </>
          ) : (
            <button
              type="button"
              disabled={busy}
              data-testid={`revoke-${one.number}`}
              onClick={() => {
                setTold('')
                setSure(one.number)
              }}
            >
              {t('assisted.revoke')}
            </button>
          )}
        </p>
      ))}
    </section>
  )
}
