import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskCall } from '../api/types'
import { StateMark } from '../theme/StateMark'
import { duration } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { Kept } from './Kept'
import { LineHealth } from './LineHealth'
import { LevelMeter } from './LevelMeter'
import { holdMs } from './keys'
import { desk } from './session'
import { holdLevel, serverNow, type DeskView } from './view'
import { Attention } from '../customers/Attention'
import { customerName } from '../customers/names'
import { isGuiding, mayEnd } from './verbs'

/** Where the eye goes: colour and running time say the state from two metres off. */
export function CallBar({ call, view, holdingKey }: { call: DeskCall; view: DeskView; holdingKey: string | null }) {
  const { t } = useTranslation()
  const now = serverNow(view, useNow(200))
  const held = call.heldSince !== null
  const heldMs = call.heldSince ? now - Date.parse(call.heldSince) : 0
  const lost = !held && call.customerState === 'music'
  const kind = held ? `hold hold-${holdLevel(heldMs)}` : lost ? 'lost' : 'talking'
  const endButton = useRef<HTMLButtonElement>(null)

  // After the first seconds of a call the end button is there; before that a second click on "accept" must not hit it.
  const fresh = now - Date.parse(call.connectedAt) < 800
  useEffect(() => {
    if (!fresh) endButton.current?.removeAttribute('data-fresh')
  }, [fresh])

  return (
    <section
      className={`callbar callbar-${kind}`}
      aria-label={t('call.bar')}
      data-testid="callbar"
      data-state={held ? 'hold' : lost ? 'lost' : 'talking'}
    >
      <div className="callbar-who">
        <StateMark look={held ? 'hold' : lost ? 'alarm' : 'talking'} />
        <div>
          <b>
            {customerName(call)} <Attention caller={call} />
          </b>
          <span role="status">
            {held ? t(call.consult ? 'call.heldApart' : 'call.held') : lost ? t('call.lost') : call.muted ? t('call.muted') : isGuiding(call) ? t('guide.now') : t('call.talking')}
            {call.heard && call.heard !== 'person' && (
              <strong data-testid="call-heard" data-heard={call.heard}>
                {' '}
                · {t(`callOut.heard.${call.heard}`)}
              </strong>
            )}
          </span>
        </div>
      </div>
      <div className="callbar-time num" data-testid="call-time">
        {held ? duration(heldMs) : duration(now - Date.parse(call.connectedAt))}
        {held && <small>{t('call.total', { time: duration(now - Date.parse(call.connectedAt)) })}</small>}
      </div>
      <div className="callbar-side">
        <Kept kept={call.kept} now={now} />
        <LineHealth call={call} />
        <LevelMeter />
      </div>
      <div className="callbar-do">
        <button
          type="button"
          data-testid="mute"
          aria-pressed={call.muted}
          aria-keyshortcuts="m"
          disabled={held && call.consult === null}
          className={call.muted ? 'on' : ''}
          onClick={() => void desk.ask((hub) => hub.mute(!call.muted))}
        >
          {call.muted ? t('call.unmute') : t('call.mute')} <kbd>M</kbd>
        </button>
        {call.askedBy || isGuiding(call) ? null : held ? (
          <button
            type="button"
            className="big"
            data-testid="resume"
            aria-keyshortcuts="h"
            onClick={() => void desk.ask((hub) => hub.hold(false))}
          >
            {t('call.resume')} <kbd>H</kbd>
          </button>
        ) : (
          <button
            type="button"
            data-testid="hold"
            aria-keyshortcuts="h"
            onClick={() => void desk.ask((hub) => hub.hold(true))}
          >
            {t('call.hold')} <kbd>H</kbd>
          </button>
        )}
        <button
          ref={endButton}
          type="button"
          className={`end ${holdingKey === 'e' ? 'filling' : ''}`}
          data-testid="end"
          disabled={fresh || !mayEnd(call)}
          style={{ ['--fill' as string]: `${holdMs}ms` }}
          title={t('call.endHint')}
          onClick={() => desk.end()}
        >
          <span>
            {t(isGuiding(call) ? 'guide.alone' : call.askedBy ? 'call.leave' : call.consult?.stage === 'joined' ? 'call.leaveThem' : 'call.end')}{' '}
            <kbd>{t('keys.holdE')}</kbd>
          </span>
        </button>
      </div>
      <p className="heard" role="alert">
        {held && holdLevel(heldMs) > 0 ? t('call.holdHeard', { seconds: holdLevel(heldMs) === 2 ? 60 : 30 }) : ''}
      </p>
    </section>
  )
}
