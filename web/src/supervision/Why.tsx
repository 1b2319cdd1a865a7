import { Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Asks why before something is done that stands in the audit trail. Mounted anew for each deed. */
export function Why(props: {
  id: string
  title: string
  ok: string
  danger?: boolean
  hint?: ReactNode
  run: (reason: string) => Promise<unknown>
  close: () => void
}) {
  const { id, title, ok, danger, hint, run, close } = props
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  return (
    <Modal
      open
      title={title}
      okText={ok}
      okButtonProps={{ disabled: reason.trim() === '', id: `${id}-ok`, danger }}
      cancelText={t('floor.cancel')}
      onCancel={close}
      onOk={async () => {
        await run(reason)
        close()
      }}
    >
      {hint && <p className="soft">{hint}</p>}
      <label htmlFor={`${id}-reason`}>{t('floor.reason')}</label>
      <Input
        id={`${id}-reason`}
        data-testid={`${id}-reason`}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  )
}
