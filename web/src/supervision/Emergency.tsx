import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FloorView } from '../api/types'
import { useLanguage, words } from '../i18n'
import { time } from '../i18n/format'
import { Why } from './Why'

/** The announcement that every caller hears first while it is on: seen by all here, switched by who may. */
export function Emergency(props: {
  floor: FloorView
  zone: string
  turn: (on: boolean, reason: string) => Promise<unknown>
}) {
  const { floor, turn } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const [asked, setAsked] = useState(false)
  const on = floor.emergency
  const deed = t(on ? 'floor.emergencyOff' : 'floor.emergencyOn')
  const button = floor.maySwitchEmergency && (
    <Button danger={!on} data-testid="emergency" onClick={() => setAsked(true)}>
      {deed}
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
      {asked && (
        <Why
          id="emergency"
          title={deed}
          ok={deed}
          danger={!on}
          hint={t('floor.emergencyHint')}
          run={(reason) => turn(!on, reason)}
          close={() => setAsked(false)}
        />
      )}
    </>
  )
}
