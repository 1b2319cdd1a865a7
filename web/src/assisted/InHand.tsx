import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentre } from '../api/queries'
import type { AssistedTransfer } from '../api/types'
import { useLanguage, words } from '../i18n'
import { dayOf, duration, hourMinute, money } from '../i18n/format'
import { useNow } from '../shell/useNow'
import './assisted.css'

interface InHandProps {
  transfer: AssistedTransfer
  apply: (path: string, body?: unknown) => Promise<void>
  onAgain: () => void
}

/** An order as it stands: read back, keyed, on its way, waiting, and how it ended. */
export default function InHand({ transfer, apply, onAgain }: InHandProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useCentre().data?.timeZone ?? 'UTC'
  const now = useNow(500)
  const [yes, setYes] = useState(false)
  const { state, outcome } = transfer
  return (
    <div className="assisted-hand" data-testid="assisted-transfer" data-state={state} data-outcome={outcome ?? ''}>
      <p className="assisted-readback" data-testid="assisted-readback">
        {transfer.readBack}
      </p>
      {state === 'readBack' && (
        <label className="assisted-yes">
          <input
            type="checkbox"
            autoFocus
            data-testid="assisted-yes"
            checked={yes}
            onChange={(event) => setYes(event.target.checked)}
          />{' '}
          {t('assisted.saidYes')}
        </label>
      )}
      {state === 'keying' && <p role="status">{t('assisted.keying')}</p>}
      {state === 'sending' && <p role="status">{t('assisted.sending')}</p>}
      {state === 'pending' && (
        <p role="status" className="assisted-pending" data-testid="assisted-pending">
          {t('assisted.pending', { number: transfer.number })}{' '}
          <span className="num">{duration(Date.parse(transfer.dueAt ?? '') - now)}</span>
        </p>
      )}
      {transfer.told && (
        <p role="status" className={`assisted-told assisted-${outcome ?? 'pin'}`} data-testid="assisted-told">
          {words(transfer.told, language)}
          {transfer.number && <> {t('assisted.number', { number: transfer.number })}</>}
          {transfer.arrivesAt && <> {t('assisted.arrives', { at: `${dayOf(Date.parse(transfer.arrivesAt), zone)} ${hourMinute(transfer.arrivesAt, zone)}` })}</>}
          {transfer.receipt && <> {t('assisted.receipt', { number: transfer.receipt })}</>}
          {transfer.balanceMinor !== null && <> {t('assisted.balance', { amount: money(transfer.balanceMinor) })}</>}
        </p>
      )}
      <p className="assisted-do">
        {(state === 'readBack' || state === 'pin') && (
          <button
            type="button"
            className="assisted-next"
            data-testid="assisted-pin"
            disabled={state === 'readBack' && !yes}
            onClick={() => void apply('/api/assisted/confirm')}
          >
            {t(state === 'pin' ? 'assisted.keyAgain' : 'assisted.key')}
          </button>
        )}
        {(state === 'readBack' || state === 'pin' || state === 'pending') && (
          <button type="button" data-testid="assisted-cancel" onClick={() => void apply('/api/assisted/cancel')}>
            {t('assisted.cancel')}
          </button>
        )}
        {state === 'over' && (
          <button type="button" data-testid="assisted-again" onClick={onAgain}>
            {t('assisted.again')}
          </button>
        )}
      </p>
    </div>
  )
}
