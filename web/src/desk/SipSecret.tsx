import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import type { SipAccount } from '../api/types'
import { Fault } from '../shell/PageState'

/** A telephone's own secret, made by the centre and shown once: the pages' password registers no telephone. */
export function SipSecret({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation()
  const [account, setAccount] = useState<SipAccount | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const leave = () => {
    setAccount(null)
    setFault(null)
    close()
  }
  const make = () => call<SipAccount>('POST', '/api/session/sip-secret').then(setAccount, setFault)
  return (
    <Modal
      open={open}
      title={t('sipSecret.title')}
      onCancel={leave}
      okText={account || fault ? t('notice.seen') : t('sipSecret.make')}
      onOk={() => (account || fault ? leave() : void make())}
      destroyOnHidden
    >
      {fault ? (
        <Fault error={fault} />
      ) : account ? (
        <dl className="pairs" data-testid="sip-secret">
          {Object.entries(account).map(([name, value]) => (
            <div key={name}>
              <dt>{t(`sipSecret.${name as keyof SipAccount}`)}</dt>
              <dd>
                <code>{String(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{t('sipSecret.lead')}</p>
      )}
      {account && <p className="soft">{t('sipSecret.once')}</p>}
    </Modal>
  )
}
