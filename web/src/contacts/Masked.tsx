import { Button, Input, Popover } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, Problem } from '../api/http'
import type { UnmaskedValue } from '../api/types'
import { PurposeChoice } from './PurposeChoice'

const purposes = ['callBack', 'identify', 'complaint', 'dispute', 'investigation', 'other'] as const

type Why = (typeof purposes)[number]

interface Props {
  contactId: string
  field: 'caller' | 'customerNumber'
  masked: string
  /** The reader may be shown it; the server decides again. */
  may: boolean
}

/**
 * A masked value, and beside it the way to see it: a purpose, which is written down before the value comes. It stands
 * in the clear for half a minute, nowhere but here, and is gone when the page is left.
 */
export function Masked({ contactId, field, masked, may }: Props) {
  const [shown, setShown] = useState<UnmaskedValue | null>(null)
  if (shown) return <Clear value={shown} over={() => setShown(null)} />
  return (
    <span className="masked">
      <span className="num">{masked}</span>
      {may && <Show contactId={contactId} field={field} onShown={setShown} />}
    </span>
  )
}

function Show({ contactId, field, onShown }: Omit<Props, 'masked' | 'may'> & { onShown: (value: UnmaskedValue) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [purpose, setPurpose] = useState<Why | null>(null)
  const [why, setWhy] = useState('')
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const said = purpose !== null && (purpose !== 'other' || why.trim() !== '')
  const show = async () => {
    if (!said || asking) return
    setAsking(true)
    setFault(null)
    try {
      const path = `/api/contacts/${encodeURIComponent(contactId)}/unmaskings`
      const body = { field, purpose, why: purpose === 'other' ? why.trim() : null }
      onShown(await call<UnmaskedValue>('POST', path, body))
    } catch (error) {
      setFault(error instanceof Problem ? error.code : '')
      setAsking(false)
    }
  }
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <div className="masked-ask" data-testid="unmask-ask">
          <p>{t('masked.lead')}</p>
          <PurposeChoice label={t('masked.purpose')} purposes={purposes} chosen={purpose} onChoose={setPurpose} narrow />
          {purpose === 'other' && (
            <Input
              autoFocus
              value={why}
              maxLength={100}
              aria-label={t('masked.why')}
              placeholder={t('masked.why')}
              data-testid="unmask-why"
              onChange={(event) => setWhy(event.target.value)}
              onPressEnter={() => void show()}
            />
          )}
          {fault !== null && (
            <p className="late" role="alert" data-testid="unmask-refused">
              {t(faults.has(fault) ? (`masked.refused.${fault}` as 'masked.refused.forbidden') : 'masked.refused.other')}
            </p>
          )}
          <Button type="primary" disabled={!said} loading={asking} data-testid="unmask-show" onClick={() => void show()}>
            {t('masked.show30')}
          </Button>
        </div>
      }
    >
      <Button type="link" size="small" className="masked-show" data-testid={`unmask-${field}`}>
        {t('masked.show')}
      </Button>
    </Popover>
  )
}

const faults = new Set(['forbidden', 'whyHasNumber', 'nothingToShow'])

function Clear({ value, over }: { value: UnmaskedValue; over: () => void }) {
  const { t } = useTranslation()
  const text = useRef<HTMLSpanElement>(null)
  const [left, setLeft] = useState(value.seconds)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    // By the clock: a tab in the background is woken late, and then the time is over at once.
    const end = Date.now() + value.seconds * 1000
    const tick = setInterval(() => {
      const seconds = Math.ceil((end - Date.now()) / 1000)
      if (seconds <= 0) over()
      else setLeft(seconds)
    }, 250)
    return () => clearInterval(tick)
    // `over` is made anew with every drawing; the value decides.
  }, [value])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value.value)
      setCopied(true)
    } catch {
      // Without a secure context there is no clipboard: it is selected, and Ctrl+C takes it.
      if (text.current) getSelection()?.selectAllChildren(text.current)
    }
  }
  return (
    <span className="masked" data-testid="unmasked">
      <span ref={text} className="num masked-clear" data-testid="unmasked-value">
        {value.value}
      </span>
      <Button type="link" size="small" className="masked-show" data-testid="unmasked-copy" onClick={() => void copy()}>
        {t(copied ? 'masked.copied' : 'masked.copy')}
      </Button>
      <Button type="link" size="small" className="masked-show" data-testid="unmasked-hide" onClick={over}>
        {t('masked.hide', { seconds: left })}
      </Button>
    </span>
  )
}
