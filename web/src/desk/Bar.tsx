import { Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StateMark } from '../theme/StateMark'
import { lookOf } from '../theme/states'
import { duration } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { desk } from './session'
import { SipSecret } from './SipSecret'
import { NotReady } from './NotReady'
import { StateWords } from './StateWords'
import { serverNow, type DeskView } from './view'

/** The bar: my state and its time, how to change it, the queue, my day, my phone. It never moves. */
export function Bar({ view, help }: { view: DeskView; help: () => void }) {
  const { t } = useTranslation()
  const state = view.desk
  const now = serverNow(view, useNow(500))
  if (!state) return <div className="desk-bar" />
  const since = now - Date.parse(state.since)
  const idle = state.state === 'ready' || state.state === 'notReady' || state.state === 'signedOut'
  const longest = state.queue.longestSince ? now - Date.parse(state.queue.longestSince) : null

  return (
    <section className="desk-bar" aria-label={t('desk.bar')}>
      <div
        className={`desk-state desk-state-${lookOf(state.state)}`}
        data-testid="agent-state"
        data-state={state.state}
      >
        <StateMark look={lookOf(state.state)} />
        <b role="status"><StateWords of={state} /></b>
        {/* In a call the call bar has the clock. */}
        <span className="num desk-time">{state.call ? '' : duration(since)}</span>
      </div>
      <div className="desk-switch" role="group" aria-label={t('desk.switch')}>
        <button
          type="button"
          data-testid="ready"
          disabled={!idle || view.link !== 'up'}
          aria-pressed={state.state === 'ready'}
          aria-keyshortcuts="r"
          onClick={() => void desk.ask((hub) => hub.ready())}
        >
          <StateMark look="ready" /> {t('states.ready')} <kbd>R</kbd>
        </button>
        <NotReady state={state} disabled={!idle || view.link !== 'up'} />
      </div>
      <div className="desk-facts">
        <span className={longest !== null && longest > 20_000 ? 'late' : ''} data-testid="queue">
          {t('desk.queue', { count: state.queue.waiting })}
          {longest !== null && (
            <>
              {' '}
              · <b className="num">{t('desk.longest', { time: duration(longest) })}</b>
            </>
          )}
        </span>
        <span className="num" data-testid="day">
          {t('desk.day', { handled: state.day.handled, aht: duration(state.day.ahtMs) })}
        </span>
        <PhoneLamp view={view} />
        <button type="button" className="plain" aria-label={t('keys.title')} title={t('keys.title')} onClick={help}>
          ?
        </button>
      </div>
    </section>
  )
}

function PhoneLamp({ view }: { view: DeskView }) {
  const { t } = useTranslation()
  const { phone } = view.desk!
  const [secret, setSecret] = useState(false)
  const browser = phone.kind === 'browser'
  // Up only when both ends say so: audio really flows.
  const up = browser ? phone.up && view.media === 'up' : phone.registered
  const opening = browser && !up && (view.media === 'opening' || view.microphone === 'asking')
  const word = up ? t('phone.up') : opening ? t('phone.opening') : t('phone.down')
  const items = [
    { key: 'browser', label: t('phone.browser') },
    { key: 'sip', label: t('phone.sip') },
    { type: 'divider' as const },
    { key: 'secret', label: t('sipSecret.title') },
    ...(browser && !up ? [{ type: 'divider' as const }, { key: 'reopen', label: t('phone.reopen') }] : []),
  ]
  const choose = ({ key }: { key: string }) => {
    if (key === 'secret') setSecret(true)
    else void (key === 'reopen' ? desk.openPhone() : desk.usePhone(key as 'browser' | 'sip'))
  }
  return (
    <>
      <SipSecret open={secret} close={() => setSecret(false)} />
      <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [phone.kind], onClick: choose }}>
        <button
          type="button"
          className={`lamp ${up ? 'lamp-up' : opening ? 'lamp-opening' : 'lamp-down'}`}
          data-testid={up ? 'phone-up' : 'phone-down'}
        >
          <StateMark look={up ? 'ready' : opening ? 'notReady' : 'alarm'} />
          {t(browser ? 'phone.browser' : 'phone.sip')} · {word}
        </button>
      </Dropdown>
    </>
  )
}
