import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentre } from '../api/queries'
import { useLanguage, words } from '../i18n'
import { duration } from '../i18n/format'
import { LanguageSwitch } from '../shell/LanguageSwitch'
import { Fault, Loading } from '../shell/PageState'
import { useNow } from '../shell/useNow'
import './call.css'
import { Keypad, isKey } from './Keypad'
import { askForVoice, silentVoice } from './microphone'
import { Softphone } from './softphone'

const phone = new Softphone()

// Who closes the page hangs up; the exchange need not wait for the line to fall silent.
window.addEventListener('pagehide', () => phone.leave())

// Others measure what was heard here (web/README.md); nothing in the product reads it.
Object.defineProperty(window, '__tellerline', {
  configurable: true,
  get: () => ({ peer: phone.connection, remoteStream: phone.heard }),
})

const hidden = 'hidden'

/** A customer's telephone: the bank's number, a keypad, nothing to install. */
export default function CallPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const centre = useCentre()
  const view = useSyncExternalStore(phone.listen, phone.look)
  const now = useNow(250, view.state === 'talking')
  const [caller, setCaller] = useState<string | null>(null)
  const [refused, setRefused] = useState<'denied' | 'missing' | 'insecure' | null>(null)
  const [pressed, setPressed] = useState('')
  const heard = useRef<HTMLParagraphElement>(null)
  const bank = words(centre.data?.bankName, language)
  const busy = view.state !== 'idle'

  useEffect(() => {
    document.title = [t('dial.title'), bank].filter(Boolean).join(' · ')
  }, [t, bank])

  useEffect(() => {
    if (view.state === 'idle') setPressed('')
  }, [view.state])

  const press = (key: string) => {
    phone.key(key)
    setPressed((before) => (before + '•').slice(-24))
  }

  // The computer's keyboard is a telephone's during the call.
  useEffect(() => {
    if (view.state !== 'talking') return
    const down = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)
      if (field || event.repeat || event.ctrlKey || event.metaKey || event.altKey || !isKey(event.key)) return
      event.preventDefault()
      press(event.key)
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [view.state])

  if (centre.isPending) return <Loading />
  if (centre.isError) return <Fault error={centre.error} retry={() => void centre.refetch()} />
  const customers = centre.data.demo?.customers ?? []
  const chosen = caller ?? customers[0]?.number ?? hidden

  const dial = async (withoutVoice: boolean) => {
    setRefused(null)
    const voice = withoutVoice ? { stream: silentVoice() } : await askForVoice()
    if ('refused' in voice) return setRefused(voice.refused)
    phone.dial(centre.data, chosen === hidden ? null : chosen, voice.stream)
  }

  return (
    <main className="call-page">
      <div className="call-tools">
        <LanguageSwitch />
      </div>
      <section className="call-phone" aria-label={t('dial.title')}>
        <header>
          <img src="/mark.svg" alt="" width={40} height={40} />
          <div>
            <h1>{bank}</h1>
            <p>{t('dial.lead')}</p>
          </div>
        </header>
        <div className={`call-screen call-screen-${view.state}`}>
          <p className="call-number num">{centre.data.hotline}</p>
          <p role="status" ref={heard} data-testid="call-state" data-state={view.state}>
            {t(`dial.states.${view.state}`)}
            {view.state === 'talking' && view.since && (
              <b className="num" data-testid="call-timer">
                {' '}
                {duration(now - view.since)}
              </b>
            )}
          </p>
          <p className="call-pressed num" aria-hidden="true">
            {pressed || ' '}
          </p>
        </div>
        {busy && view.line !== 'fine' && (
          <p className="call-line" role="alert" data-testid="call-line" data-line={view.line}>
            ▲ {t(`dial.line.${view.line}`)}
          </p>
        )}
        {view.over && !busy && (
          <p
            className={`call-over ${view.over.why === 'byMe' || view.over.why === 'byCentre' ? '' : 'late'}`}
            role="alert"
            data-testid="call-over"
          >
            {t(`dial.over.${view.over.why}`)} {view.over.why === 'failed' && <small>({view.over.cause})</small>}
          </p>
        )}
        {refused && (
          <div className="call-refused" role="alert" data-testid="call-microphone">
            <b>▲ {t(`microphone.${refused}`)}</b>
            <p>{t(`dial.microphone.${refused}`)}</p>
            <button type="button" onClick={() => void dial(true)} data-testid="call-silent">
              {t('dial.silent')}
            </button>
          </div>
        )}
        <label className="call-from">
          <span>{t('dial.from')}</span>
          <select
            value={chosen}
            disabled={busy}
            data-testid="call-from"
            onChange={(event) => setCaller(event.target.value)}
          >
            {customers.map((customer) => (
              <option key={customer.number} value={customer.number}>
                {customer.number} {customer.name}
              </option>
            ))}
            <option value={hidden}>{t('dial.hidden')}</option>
          </select>
        </label>
        <Keypad enabled={view.state === 'talking'} press={press} />
        <div className="call-do">
          {busy ? (
            <>
              <button
                type="button"
                className="call-mute"
                aria-pressed={view.muted}
                disabled={view.state !== 'talking'}
                data-testid="call-mute"
                onClick={() => phone.mute(!view.muted)}
              >
                {view.muted ? t('dial.unmute') : t('dial.mute')}
              </button>
              <button type="button" className="call-red" data-testid="call-hangup" onClick={() => phone.hangUp()}>
                {t('dial.hangUp')}
              </button>
            </>
          ) : (
            <button type="button" className="call-green" data-testid="call-dial" onClick={() => void dial(false)}>
              {view.over?.why === 'cut'
                ? t('dial.again', { number: centre.data.hotline })
                : t('dial.call', { number: centre.data.hotline })}
            </button>
          )}
        </div>
        <p className="call-hint">{t('dial.hint')}</p>
      </section>
      {customers.length > 0 && (
        <aside className="call-demo" aria-labelledby="call-demo">
          <h2 id="call-demo">{t('dial.demo')}</h2>
          <p className="soft">{t('dial.demoLead')}</p>
          <ul>
            {customers.map((customer) => (
              <li key={customer.number} className={customer.number === chosen ? 'is-chosen' : ''}>
                <button
                  type="button"
                  disabled={busy}
                  aria-pressed={customer.number === chosen}
                  data-testid={`be-${customer.number}`}
                  onClick={() => setCaller(customer.number)}
                >
                  <b>{customer.name}</b> <span className="num">{customer.number}</span>
                </button>
                {customer.note && <span className="soft call-note">{words(customer.note, language)}</span>}
                {customer.account && <span className="num">{t('dial.account', { account: customer.account })}</span>}
                {customer.enquiryPin && (
                  <span className="num">
                    {t('dial.enquiryPin')} <code>{customer.enquiryPin}</code>
                  </span>
                )}
                {customer.transactionPin && (
                  <span className="num">
                    {t('dial.transactionPin')} <code>{customer.transactionPin}</code>
                  </span>
                )}
              </li>
            ))}
          </ul>
          <p className="soft">{t('dial.demoNext')}</p>
        </aside>
      )}
    </main>
  )
}
