import { Alert, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/http'
import { useCentre, useMe } from '../api/queries'
import { coded, useLanguage } from '../i18n'
import { dateTime } from '../i18n/format'

interface Props {
  title: string
  /** What is signed, above its meaning. */
  lead?: ReactNode
  /** What the signature says of who gives it. */
  meaning: { zh: string; en: string }
  /** Rejects with why it was not done. */
  onSign: (secret: string) => Promise<unknown>
  /** For refusals that are not the signature's own. */
  told: (error: unknown) => string
  close: () => void
}

/** The password again, under the words that are signed. It is kept nowhere, and asked for anew after a refusal. */
export function AskSignature({ title, lead, meaning, onSign, told, close }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe().data
  const zone = useCentre().data?.timeZone ?? 'UTC'
  const [secret, setSecret] = useState('')
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)
  const sign = async () => {
    setBusy(true)
    setRefused('')
    try {
      await onSign(secret)
      close()
    } catch (error) {
      setSecret('')
      const code = error instanceof Problem ? error.code : ''
      const own = coded('signatures.refusals', code)
      setRefused(
        error instanceof Problem && code === 'signatureLocked'
          ? t('signatures.locked', { until: dateTime(String(error.more['until']), zone) })
          : own === code
            ? told(error)
            : own,
      )
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={title}
      okText={t('signatures.sign')}
      cancelText={t('page.cancel')}
      okButtonProps={{ disabled: secret === '', loading: busy, 'data-testid': 'sign' }}
      onOk={() => void sign()}
      onCancel={close}
    >
      {lead}
      <blockquote className="signature-meaning">{language === 'en' ? meaning.en : meaning.zh}</blockquote>
      {me && (
        <p>
          {t('signatures.as', { number: me.number, name: language === 'en' ? me.name.en : me.name.zh })}
        </p>
      )}
      <label>
        <span className="soft">{t('signatures.secret')}</span>
        <Input.Password
          autoFocus
          autoComplete="current-password"
          value={secret}
          maxLength={200}
          data-testid="sign-secret"
          onChange={(event) => setSecret(event.target.value)}
          onPressEnter={() => secret !== '' && !busy && void sign()}
        />
      </label>
      <p className="soft">{t('signatures.kept')}</p>
      {refused && <Alert type="warning" showIcon title={refused} data-testid="sign-refused" />}
    </Modal>
  )
}

