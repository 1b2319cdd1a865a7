import { Alert, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  title: string
  /** What it is about, above the field. */
  lead?: ReactNode
  label: string
  hint?: string
  ok: string
  grave?: boolean
  longest: number
  /** Rejects with why it was not done. */
  onOk: (reason: string) => Promise<unknown>
  told: (error: unknown) => string
  close: () => void
}

/** For what is not done without a reason; whoever is refused keeps what he wrote. */
export function AskWhy({ title, lead, label, hint, ok, grave, longest, onOk, told, close }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)
  const decide = async () => {
    setBusy(true)
    setRefused('')
    try {
      await onOk(reason.trim())
      close()
    } catch (error) {
      setRefused(told(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={t('page.cancel')}
      okButtonProps={{
        danger: grave,
        disabled: reason.trim() === '' || reason.length > longest,
        loading: busy,
        'data-testid': 'why-ok',
      }}
      onOk={() => void decide()}
      onCancel={close}
    >
      {lead}
      <label>
        <span className="soft">{label}</span>
        <Input.TextArea
          autoFocus
          value={reason}
          autoSize={{ minRows: 2, maxRows: 6 }}
          count={{ show: true, max: longest }}
          placeholder={hint}
          data-testid="why"
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {refused && <Alert type="warning" showIcon title={refused} data-testid="why-refused" />}
    </Modal>
  )
}
