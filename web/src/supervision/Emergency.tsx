import { Alert, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FloorView } from '../api/types'
import { useLanguage, words } from '../i18n'
import { time } from '../i18n/format'

/** The announcement that every caller hears first while it is on: seen by all here, switched by who may. */
export function Emergency(props: {
  floor: FloorView
  zone: string
  turn: (on: boolean, reason: string) => Promise<boolean>
}) {
  const { floor, turn } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const on = floor.emergency
  const button = floor.maySwitchEmergency && (
    <Button danger={!on} data-testid="emergency" onClick={() => { setReason(''); setAsked(true) }}>
      {t(on ? 'floor.emergencyOff' : 'floor.emergencyOn')}
    </Button>
  )
  return (
    <>
      {on ? (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('floor.emergencyIsOn', { who: words(on.by, language), at: time(on.since, props.zone) })}
          action={button}
        />
      ) : (
        <p style={{ textAlign: 'right', marginBottom: 12 }}>{button}</p>
      )}
      <Modal
        open={asked}
        title={t(on ? 'floor.emergencyOff' : 'floor.emergencyOn')}
        okText={t(on ? 'floor.emergencyOff' : 'floor.emergencyOn')}
        okButtonProps={{ disabled: reason.trim() === '', id: 'emergency-ok', danger: !on }}
        cancelText={t('floor.cancel')}
        onCancel={() => setAsked(false)}
        onOk={async () => { if (await turn(!on, reason)) setAsked(false) }}
        destroyOnHidden
      >
        <p className="soft">{t('floor.emergencyHint')}</p>
        <label htmlFor="emergency-reason">{t('floor.reason')}</label>
        <Input
          id="emergency-reason"
          data-testid="emergency-reason"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
    </>
  )
}
