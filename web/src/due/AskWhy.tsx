import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, Problem } from '../api/http'
import { queries } from '../api/queries'
import { coded } from '../i18n'

export interface Asked {
  kind: 'retry' | 'drop' | 'run'
  /** Below `/api/operations/`. */
  path: string
  /** What it is about, as the list shows it. */
  what: string
}

const words = { retry: 'Retry', drop: 'Drop', run: 'Run' } as const

/** Nothing is tried again, given up or run out of turn without a reason: it stands in the audit trail. */
export function AskWhy({ asked, close }: { asked: Asked; close: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)
  const decide = async () => {
    setBusy(true)
    setRefused('')
    try {
      await call('POST', `/api/operations/${asked.path}`, { reason })
      await queries.invalidateQueries({ queryKey: ['due'] })
      close()
    } catch (error) {
      setRefused(error instanceof Problem ? coded('due.refused', error.code) : String(error))
    } finally {
      setBusy(false)
    }
  }
  const word = words[asked.kind]
  return (
    <Modal
      open
      title={t(`due.ask${word}`)}
      okText={t(asked.kind === 'run' ? 'due.runNow' : `due.${asked.kind}`)}
      cancelText={t('due.cancel')}
      okButtonProps={{
        danger: asked.kind === 'drop',
        disabled: !reason.trim() || reason.length > 500,
        loading: busy,
        'data-testid': 'due-decide',
      }}
      onOk={() => void decide()}
      onCancel={close}
    >
      <div className="due-ask">
        <strong>{asked.what}</strong>
        <p className="soft">{t(`due.lead${word}`)}</p>
        <label>
          <span>{t('due.reason')}</span>
          <Input.TextArea
            autoFocus
            value={reason}
            autoSize={{ minRows: 2, maxRows: 6 }}
            count={{ show: true, max: 500 }}
            data-testid="due-reason"
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {refused && (
          <span className="late" role="alert">
            {refused}
          </span>
        )}
      </div>
    </Modal>
  )
}
