import { Modal } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe, useReasons } from '../api/queries'
import { Forbidden } from '../shell/PageState'
import { pagesOf } from '../shell/roles'
import { Bar } from './Bar'
import { Conversation } from './Conversation'
import { CustomerColumn } from './CustomerColumn'
import './desk.css'
import { Idle } from './Idle'
import { InHand } from './InHand'
import { KeysHelp } from './KeysHelp'
import { useDeskKeys, type DeskKey } from './keys'
import { Lease } from './Lease'
import { Notices } from './Notices'
import { OfferCard } from './OfferCard'
import { desk, useDesk } from './session'
import type { DeskView } from './view'
import { Wrapup } from './Wrapup'

export default function DeskPage() {
  const me = useMe()
  useReasons() // At hand before the first wrap-up: an agent types the initials and Enter in one go.
  const view = useDesk()
  const { t } = useTranslation()
  const [help, setHelp] = useState(false)
  const [holdingKey, setHoldingKey] = useState<string | null>(null)
  const number = me.data?.number
  const mayUse = pagesOf(me.data?.roles ?? []).includes('desk')

  useEffect(() => {
    if (mayUse && number) void desk.start(number)
  }, [mayUse, number])
  useDeskKeys(keysOf(view, () => setHelp(true)), setHoldingKey)

  if (!mayUse) return <Forbidden />
  const state = view.desk
  return (
    <div className="desk">
      <h1 className="heard">{t('nav.desk')}</h1>
      <Bar view={view} help={() => setHelp(true)} />
      <div className="desk-places">
        <InHand view={view} me={me.data?.number ?? ''} />
        <div className="desk-middle">
          {!state ? <Idle view={view} />
            : state.call ? <Conversation key={state.call.contactId} call={state.call} view={view} holdingKey={holdingKey} />
            : state.wrapup ? <Wrapup key={state.wrapup.contactId} wrapup={state.wrapup} view={view} />
            : state.offer ? <OfferCard offer={state.offer} view={view} />
            : <Idle view={view} />}
          {state?.offer && (state.call || state.wrapup) && <OfferCard offer={state.offer} view={view} />}
        </div>
        {state?.call && <CustomerColumn call={state.call} />}
      </div>
      <Notices view={view} />
      <Lease view={view} />
      <Modal open={help} title={t('keys.title')} footer={null} onCancel={() => setHelp(false)} width={460} destroyOnHidden>
        <KeysHelp />
      </Modal>
    </div>
  )
}

/** What each key does now: only what its button could do. */
function keysOf(view: DeskView, help: () => void): DeskKey[] {
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
    keys.push({ key: 'h', act: () => void desk.ask((hub) => hub.hold(!held)) })
    keys.push({ key: 'e', hold: true, act: () => desk.end() })
    if (!held) keys.push({ key: 'm', act: () => void desk.ask((hub) => hub.mute(!call.muted)) })
  }
  if (state.state === 'ready' || state.state === 'notReady' || state.state === 'signedOut') {
    keys.push({ key: 'r', act: () => void desk.ask((hub) => hub.ready()) })
    keys.push({ key: 'n', act: () => void desk.ask((hub) => hub.notReady('break')) })
  }
  if (call || state.wrapup) keys.push({ key: 'i', act: () => document.getElementById('note')?.focus() })
  return keys
}
