import { Alert, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/http'
import type { Alarm } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { acknowledge } from './data'

/** Who acknowledges says what is done about it. */
export function Acknowledge({ alarm, onDone }: { alarm: Alarm; onDone: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)
  const save = async ({ reason }: { reason: string }) => {
    setBusy(true)
    try {
      await acknowledge(alarm.id, reason.trim())
      onDone()
    } catch (error) {
      const code = error instanceof Problem ? error.code : 'unknown'
      const text = coded('health.refused', code)
      setRefused(text === code ? t('faults.unknown') : text)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={t('health.acknowledgeTitle', { check: words(alarm.title, language) })}
      onCancel={onDone}
      footer={null}
    >
      <Form layout="vertical" onFinish={(values: { reason: string }) => void save(values)}>
        <Form.Item
          name="reason"
          label={t('health.reason')}
          extra={t('health.acknowledgeNote')}
          rules={[{ required: true, whitespace: true, message: t('health.refused.noReason') }]}
        >
          <Input.TextArea
            autoFocus
            rows={2}
            maxLength={200}
            placeholder={t('health.reasonHint')}
            data-testid="reason"
            onPressEnter={(event) => {
              // A reason is one line.
              event.preventDefault()
              event.currentTarget.form?.requestSubmit()
            }}
          />
        </Form.Item>
        {refused && <Alert type="warning" showIcon title={refused} className="health-refused" />}
        <div className="health-actions">
          <Button onClick={onDone}>{t('health.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy} data-testid="acknowledge-save">
            {t('health.acknowledge')}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
