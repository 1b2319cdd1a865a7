import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import { useCentre } from '../api/queries'
import type { OneTimePassword, SipAccount, UserRecord } from '../api/types'
import { dateTime } from '../i18n/format'
import { changed } from './hooks'
import { OneTime } from './NewUser'
import { Refusal } from './Refusal'

const at = (user: UserRecord) => `/api/users/${encodeURIComponent(user.number)}`

/** A new password, given once, and the lock after wrong ones. */
export function SignInCard({ user, own }: { user: UserRecord; own: boolean }) {
  const { t } = useTranslation()
  const centre = useCentre()
  const { modal, message } = App.useApp()
  const [oneTime, setOneTime] = useState<OneTimePassword | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const reset = () =>
    modal.confirm({
      title: t('admin.resetTitle'),
      content: t('admin.resetText'),
      okText: t('admin.reset'),
      onOk: () =>
        call<OneTimePassword>('POST', `${at(user)}/password`).then(
          (given) => {
            setFault(null)
            setOneTime(given)
            void changed()
          },
          setFault,
        ),
    })
  const takeOff = () =>
    modal.confirm({
      title: t('admin.codesTakeOffTitle'),
      content: t('admin.codesTakeOffText'),
      okText: t('admin.codesTakeOff'),
      okButtonProps: { danger: true },
      onOk: () =>
        call<UserRecord>('DELETE', `${at(user)}/second-step`).then(() => {
          setFault(null)
          void message.success(t('admin.codesOff'))
          return changed()
        }, setFault),
    })
  const unlock = () =>
    call('POST', `${at(user)}/unlocking`).then(() => void message.success(t('admin.unlocked')), setFault)
  return (
    <section className="panel" aria-labelledby="signin-title">
      <h2 id="signin-title">{t('admin.signIn')}</h2>
      <div className="body">
        <Refusal error={fault} />
        {user.oneTimeUntil && (
          <p className="soft">
            {t('admin.oneTimeOpen', { at: dateTime(user.oneTimeUntil, centre.data?.timeZone ?? 'Asia/Shanghai') })}
          </p>
        )}
        <div className="admin-buttons">
          <Button disabled={own || !user.active} data-testid="user-reset" onClick={reset}>
            {t('admin.reset')}
          </Button>
          <Button data-testid="user-unlock" onClick={() => void unlock()}>
            {t('admin.unlock')}
          </Button>
          {user.secondStep && (
            <Button danger disabled={own} data-testid="user-codes-off" onClick={takeOff}>
              {t('admin.codesTakeOff')}
            </Button>
          )}
        </div>
        {user.subject && <p className="soft">{t('admin.subject', { subject: user.subject })}</p>}
        <p className="soft">
          {t(user.secondStep ? 'admin.hasCodes' : 'admin.hasNoCodes')} {t('admin.unlockHint')}
        </p>
      </div>
      {oneTime && (
        <Modal
          open
          title={t('admin.reset')}
          footer={<Button onClick={() => setOneTime(null)}>{t('admin.done')}</Button>}
          mask={{ closable: false }}
          onCancel={() => setOneTime(null)}
        >
          <OneTime {...oneTime} />
        </Modal>
      )}
    </section>
  )
}

/** The secret that a SIP telephone registers with, shown once. */
export function TelephoneCard({ user }: { user: UserRecord }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const [account, setAccount] = useState<SipAccount | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const give = () =>
    modal.confirm({
      title: t('admin.sipTitle'),
      content: t('admin.sipText'),
      okText: t('admin.sipGive'),
      onOk: () => call<SipAccount>('POST', `${at(user)}/sip-secret`).then(setAccount, setFault),
    })
  return (
    <section className="panel" aria-labelledby="sip-title">
      <h2 id="sip-title">{t('admin.sip')}</h2>
      <div className="body">
        <Refusal error={fault} />
        <div className="admin-buttons">
          <Button disabled={!user.active} data-testid="user-sip" onClick={give}>
            {t('admin.sipGive')}
          </Button>
        </div>
        <p className="soft">{t('admin.sipHint')}</p>
      </div>
      {account && (
        <Modal
          open
          title={t('admin.sip')}
          footer={<Button onClick={() => setAccount(null)}>{t('admin.done')}</Button>}
          mask={{ closable: false }}
          onCancel={() => setAccount(null)}
        >
          <dl className="pairs" data-testid="sip-account">
            {(['user', 'secret', 'domain'] as const).map((name) => (
              <div key={name}>
                <dt>{t(`admin.sipParts.${name}`)}</dt>
                <dd>
                  <code>{account[name]}</code>
                </dd>
              </div>
            ))}
          </dl>
          <p className="soft">{t('admin.once')}</p>
        </Modal>
      )}
    </section>
  )
}
