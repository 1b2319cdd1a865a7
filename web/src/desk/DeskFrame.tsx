import { Modal } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { useMe, useNotReadyReasons } from '../api/queries'
import { useLanguage, words } from '../i18n'
import { setAtWork } from './atWork'
import { Bar } from './Bar'
import { CallBar } from './CallBar'
import { CallVerbs, does, forTheCustomer, guidesCustomers, makesTransactions, type Opened } from './CallVerbs'
import { callBackKey, callsBack, dialKey, mayCallOut } from './callOut'
import './desk.css'
import { DialPicker } from './DialPicker'
import { DialStrip } from './DialStrip'
import { KeysHelp } from './KeysHelp'
import { useDeskKeys, type DeskKey } from './keys'
import { may } from '../shell/navigation'
import { Lease, LeaseStrip } from './Lease'
import { Notices } from './Notices'
import { OfferStrip } from './OfferStrip'
import { desk, useDesk } from './session'
import { isGuiding, keyOf, mayEnd, mayPickUp, verbsOf } from './verbs'
import type { DeskView } from './view'

/**
 * What an agent at work has on every page: state, call, offer, notices. The session begins here, so that a reload on
 * any page comes back to its call, and an agent in a call may look at any page.
 */
export default function DeskFrame({ agent, onDesk }: { agent: string; onDesk: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const view = useDesk()
  const [help, setHelp] = useState(false)
  const [holdingKey, setHoldingKey] = useState<string | null>(null)
  const [open, setOpen] = useState<OpenChoice>(null)

  useEffect(() => {
    setAtWork(agent)
    void desk.start(agent)
  }, [agent])
  const first = useNotReadyReasons().data?.find((one) => one.inForce)
  const me = useMe()
  const { pathname, hash } = useLocation()
  const [dialling, setDialling] = useState(false)
  const dials = may(me.data, 'calls.dialOut') && view.lease === 'ours' && view.link === 'up'
  const callBack = dials && view.desk ? callsBack(view.desk, pathname + hash) : null
  useDeskKeys(
    [
      ...dialKeys(view, dials, callBack, () => setDialling(true)),
      ...keysOf(view, onDesk, first?.code ?? null, () => setHelp(true)),
      ...verbKeys(view, open, setOpen, may(me.data, makesTransactions), may(me.data, guidesCustomers)),
    ],
    setHoldingKey,
  )

  // Held by another tab: on the desk it is asked for, elsewhere it is only said.
  if (!onDesk && (view.lease === 'held' || view.lease === 'taken')) return <LeaseStrip view={view} />
  const state = view.desk
  return (
    <div className="desk-frame">
      <Bar view={view} help={() => setHelp(true)} />
      {state?.dial && <DialStrip dial={state.dial} view={view} holdingKey={holdingKey} />}
      {state && dials && mayCallOut(state) && (onDesk || callBack) && (
        <section className="callverbs" aria-label={t('callOut.title')}>
          <div className="callverbs-row">
            <span className="callverbs-do">
              {onDesk && state.state !== 'wrapup' && (
                <button
                  type="button"
                  data-testid="dial-open"
                  aria-expanded={dialling}
                  onClick={() => setDialling(!dialling)}
                >
                  {t('callOut.open')} <kbd>{dialKey.toUpperCase()}</kbd>
                </button>
              )}
              {callBack && (
                <button
                  type="button"
                  data-testid="call-back"
                  onClick={() => void desk.ask((hub) => hub.callBack(callBack))}
                >
                  {t('callOut.callBack')} <kbd>{callBackKey.toUpperCase()}</kbd>
                </button>
              )}
            </span>
          </div>
          {dialling && onDesk && state.state !== 'wrapup' && <DialPicker me={agent} done={() => setDialling(false)} />}
        </section>
      )}
      {state?.call && <CallBar call={state.call} view={view} holdingKey={holdingKey} />}
      {state?.call && <CallVerbs call={state.call} view={view} open={open} onOpen={setOpen} />}
      {state?.listening && (
        <p className="listening-strip" role="status" data-testid="listening" data-mode={state.listening.mode}>
          {t(`listening.${state.listening.mode}`, { agent: words(state.listening.agent.name, language) })}{' '}
          <Link to="/floor">{t('listening.floor')}</Link>
        </p>
      )}
      {state?.offer && !onDesk && <OfferStrip offer={state.offer} view={view} />}
      <Notices view={view} />
      <Lease view={view} />
      <Modal
        open={help}
        title={t('keys.title')}
        footer={null}
        onCancel={() => setHelp(false)}
        width={460}
        destroyOnHidden
      >
        <KeysHelp />
      </Modal>
    </div>
  )
}

type OpenChoice = Opened | null

/** Of calls out: one to begin, one to call back, one held down to give up. */
function dialKeys(view: DeskView, dials: boolean, callBack: string | null, open: () => void): DeskKey[] {
  const state = view.desk
  if (!state || !dials) return []
  const going = state.dial && state.dial.stage !== 'over'
  if (going) return [{ key: 'e', hold: true, act: () => void desk.ask((hub) => hub.end()) }]
  return [
    ...(callBack
      ? [{ key: callBackKey, anywhere: true, act: () => void desk.ask((hub) => hub.callBack(callBack)) }]
      : []),
    ...(mayCallOut(state) && state.state !== 'wrapup' ? [{ key: dialKey, act: open }] : []),
  ]
}

/** Of a call's rarer verbs: the same that their buttons offer. */
function verbKeys(
  view: DeskView,
  open: OpenChoice,
  onOpen: (open: OpenChoice) => void,
  makes: boolean,
  guides: boolean,
): DeskKey[] {
  const call = view.desk?.call
  if (!call || view.lease !== 'ours' || view.link !== 'up') return []
  const verbs = verbsOf(call).filter(
    (verb) => (makes || !forTheCustomer(verb)) && (guides || verb !== 'guide'),
  )
  return verbs.map((verb) => ({ key: keyOf[verb], act: () => does(verb, open, onOpen) }))
}

/** What each key does now: only what its button could do. */
function keysOf(view: DeskView, onDesk: boolean, notReady: string | null, help: () => void): DeskKey[] {
  const keys: DeskKey[] = [{ key: '?', act: help }]
  const state = view.desk
  if (!state || view.lease !== 'ours' || view.link !== 'up') return keys
  const { offer, call } = state
  if (offer) {
    keys.push({ key: ' ', act: () => void desk.ask((hub) => hub.accept(offer.id)) })
    keys.push({ key: 'd', act: () => void desk.ask((hub) => hub.decline(offer.id)) })
  }
  if (call) {
    const held = call.heldSince !== null
    if (!call.askedBy && !isGuiding(call)) keys.push({ key: 'h', act: () => void desk.ask((hub) => hub.hold(!held)) })
    if (mayEnd(call)) keys.push({ key: 'e', hold: true, act: () => desk.end() })
    if (!held || call.consult) keys.push({ key: 'm', act: () => void desk.ask((hub) => hub.mute(!call.muted)) })
  }
  const parked = state.parked[0]
  if (onDesk && parked && mayPickUp(state))
    keys.push({ key: 'p', act: () => void desk.ask((hub) => hub.pickUp(parked.contactId)) })
  if (onDesk && (state.state === 'ready' || state.state === 'notReady' || state.state === 'signedOut')) {
    keys.push({ key: 'r', act: () => void desk.ask((hub) => hub.ready()) })
    if (notReady) keys.push({ key: 'n', act: () => void desk.ask((hub) => hub.notReady(notReady)) })
  }
  if (call || state.wrapup) keys.push({ key: 'i', act: () => document.getElementById('note')?.focus() })
  return keys
}
