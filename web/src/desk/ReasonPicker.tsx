import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useReasons } from '../api/queries'
import type { Reason } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { useMarked } from '../shell/marked'
import { findReasons, recentReasons } from './reasons'

interface Props {
  chosen: string | null
  /** What the way through self-service makes likely; taken when nothing else is chosen. */
  suggested: string | null
  missing: boolean
  search: RefObject<HTMLInputElement | null>
  /** The best match of what is typed and not yet chosen. */
  onTyped: (best: Reason | null) => void
  onChoose: (reason: Reason) => void
}

/** The reason of a contact by its initials: Enter takes the marked one. Grouped while nothing is typed. */
export function ReasonPicker({ chosen, suggested, missing, search, onTyped, onChoose }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reasons = useReasons()
  const [recent] = useState(recentReasons)
  const [typed, setTyped] = useState('')
  const enteredEarly = useRef(false)
  const all = useMemo(() => (reasons.data ?? []).filter((one) => one.inForce), [reasons.data])
  const found = useMemo(() => findReasons(all, typed, recent).slice(0, 60), [all, typed, recent])
  const { marked, mark, moved } = useMarked(found.length)
  const taken = chosen ?? suggested
  const shown = all.find((reason) => reason.code === taken)
  const name = (reason: Reason) => (language === 'en' ? reason.en : reason.zh)

  useEffect(() => onTyped(typed ? (found[0] ?? null) : null), [typed, found, onTyped])

  const choose = (reason: Reason) => {
    setTyped('')
    mark(0)
    onChoose(reason)
  }

  // Enter before the reasons had come chooses when they have.
  useEffect(() => {
    if (!enteredEarly.current || reasons.isPending) return
    enteredEarly.current = false
    if (found[0]) choose(found[0])
  })

  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (moved(event)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      const reason = typed === '' && marked === 0 ? (shown ?? found[0]) : found[marked]
      if (reason) choose(reason)
      else enteredEarly.current = reasons.isPending
    } else if (event.key === 'Escape') {
      setTyped('')
    }
  }

  return (
    <div className="reason">
      <label htmlFor="reason">{t('wrapup.reason')}</label>
      <input
        id="reason"
        ref={search}
        data-testid="wrapup-reason"
        className={`field ${missing ? 'bad' : ''}`}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded="true"
        aria-controls="reasons"
        aria-invalid={missing}
        aria-activedescendant={found[marked] ? `reason-${found[marked].code}` : undefined}
        placeholder={t('wrapup.reasonPlaceholder')}
        onChange={(event) => {
          setTyped(event.target.value)
          mark(0)
        }}
        onKeyDown={keys}
      />
      {missing && (
        <span className="field-error" role="alert">
          {t('wrapup.reasonMissing')}
        </span>
      )}
      {shown && (
        <p className="chosen" data-testid={chosen ? 'reason-chosen' : 'reason-suggested'}>
          <span aria-hidden="true">{chosen ? '✔' : '›'}</span> {name(shown)}{' '}
          {!chosen && <span className="soft">{t('wrapup.suggested')}</span>}
        </p>
      )}
      <ul id="reasons" role="listbox" aria-label={t('wrapup.reason')}>
        {found.map((reason, index) => (
          <li
            key={reason.code}
            id={`reason-${reason.code}`}
            data-testid={`reason-${reason.code}`}
            role="option"
            aria-selected={reason.code === taken}
            className={index === marked ? 'marked' : ''}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(reason)}
          >
            <span>{name(reason)}</span>
            <span className="soft">
              {typed === '' && recent.includes(reason.code) ? t('wrapup.lately') : coded('reasonGroups', reason.group)}
            </span>
            <kbd>{reason.initials}</kbd>
          </li>
        ))}
        {found.length === 0 && (
          <li className="soft none" role="presentation">
            {reasons.isPending ? t('page.loading') : t('wrapup.noReason')}
          </li>
        )}
      </ul>
    </div>
  )
}
