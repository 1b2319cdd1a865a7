import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReasons } from '../api/queries'
import type { DeskWrapup, Reason } from '../api/types'
import { StateMark } from '../theme/StateMark'
import { useLanguage } from '../i18n'
import { duration } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { useDraft } from './draft'
import { Note } from './Note'
import { findReasons, recentReasons, rememberReason } from './reasons'
import { desk } from './session'
import { serverNow, type DeskView } from './view'
import { customerName } from '../customers/names'

/** After the call: a reason by its initials, a note, done. Enter, Enter for the common case. */
export function Wrapup({ wrapup, view }: { wrapup: DeskWrapup; view: DeskView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reasons = useReasons()
  const [recent] = useState(recentReasons)
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const { draft, change, flush, settle, saved } = useDraft(wrapup.contactId, wrapup.draft, true)
  const enteredEarly = useRef(false)
  const doneButton = useRef<HTMLButtonElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const now = serverNow(view, useNow(500))
  const left = Date.parse(wrapup.endedAt) + wrapup.limitMs - now

  const all = useMemo(() => reasons.data ?? [], [reasons.data])
  const found = useMemo(() => findReasons(all, typed, recent).slice(0, 60), [all, typed, recent])
  const chosen = all.find((reason) => reason.code === draft.reasonCode)
  const name = (reason: Reason) => (language === 'en' ? reason.en : reason.zh)

  // Only a caret that is nowhere is taken: somebody may still be writing the note.
  useEffect(() => {
    const active = document.activeElement
    if (!active || !/^(INPUT|TEXTAREA)$/.test(active.tagName)) search.current?.focus()
  }, [wrapup.contactId])

  const choose = (reason: Reason) => {
    change({ reasonCode: reason.code })
    setTyped('')
    setMarked(0)
    setMissing(false)
    doneButton.current?.focus()
  }

  // Enter before the reasons had come chooses when they have.
  useEffect(() => {
    if (!enteredEarly.current || reasons.isPending) return
    enteredEarly.current = false
    if (found[0]) choose(found[0])
  })

  const finish = async (thenReady: boolean) => {
    const reason = chosen ?? (typed && found[0]) ?? null
    if (!reason) {
      setMissing(true)
      search.current?.focus()
      return
    }
    setBusy(true)
    const finished = { ...draft, reasonCode: reason.code }
    if (await desk.finishWrapup(wrapup.contactId, finished, thenReady)) {
      rememberReason(reason.code)
      settle()
    }
    setBusy(false)
  }

  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) {
      event.preventDefault()
      setMarked((at) => Math.min(found.length - 1, Math.max(0, at + step)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const reason = found[marked]
      if (reason) choose(reason)
      else enteredEarly.current = reasons.isPending
    } else if (event.key === 'Escape') {
      setTyped('')
    }
  }

  return (
    <section className="wrapup" aria-labelledby="wrapup-title" data-testid="wrapup">
      <header>
        <StateMark look="wrapup" size={22} />
        <h2 id="wrapup-title">{t('states.wrapup')} · {customerName(wrapup)}</h2>
        <span className="soft">{view.lastEnd ? t(`ended.${view.lastEnd.by}`) : ''}</span>
        <span className={`num wrapup-left ${left < 15_000 ? 'late' : ''}`} data-testid="wrapup-left">
          {left >= 0 ? t('wrapup.left', { time: duration(left + 999) }) : t('wrapup.over', { time: duration(-left) })}
        </span>
      </header>
      <div className="wrapup-body">
        <div className="reason">
          <label htmlFor="reason">{t('wrapup.reason')}</label>
          <input
            id="reason" ref={search} data-testid="wrapup-reason" className={`field ${missing ? 'bad' : ''}`} value={typed} autoComplete="off" spellCheck={false}
            role="combobox" aria-expanded="true" aria-controls="reasons" aria-activedescendant={found[marked] ? `reason-${found[marked].code}` : undefined}
            aria-invalid={missing} placeholder={t('wrapup.reasonPlaceholder')}
            onChange={(event) => { setTyped(event.target.value); setMarked(0) }} onKeyDown={keys}
          />
          {missing && <span className="field-error" role="alert">{t('wrapup.reasonMissing')}</span>}
          {chosen && <p className="chosen" data-testid="reason-chosen"><span aria-hidden="true">✔</span> {name(chosen)}</p>}
          <ul id="reasons" role="listbox" aria-label={t('wrapup.reason')}>
            {found.map((reason, index) => (
              <li
                key={reason.code} id={`reason-${reason.code}`} data-testid={`reason-${reason.code}`} role="option"
                aria-selected={reason.code === draft.reasonCode} className={index === marked ? 'marked' : ''}
                onMouseDown={(event) => event.preventDefault()} onClick={() => choose(reason)}
              >
                <span>{name(reason)}</span>
                {recent.includes(reason.code) && typed === '' && <span className="soft">{t('wrapup.lately')}</span>}
                <kbd>{reason.initials}</kbd>
              </li>
            ))}
            {found.length === 0 && <li className="soft none">{reasons.isPending ? t('page.loading') : t('wrapup.noReason')}</li>}
          </ul>
        </div>
        <Note
          note={draft.note} saved={saved} rows={9} onChange={(note) => change({ note })} onBlur={() => void flush()} onFinish={() => void finish(true)}
        />
      </div>
      <footer>
        <Button ref={doneButton} type="primary" size="large" data-testid="wrapup-done" loading={busy} disabled={view.link !== 'up'} onClick={() => void finish(true)}>
          {t('wrapup.done')} <kbd>Enter</kbd>
        </Button>
        <Button size="large" data-testid="wrapup-done-notready" disabled={busy || view.link !== 'up'} onClick={() => void finish(false)}>{t('wrapup.doneNotReady')}</Button>
        <span className="soft">{t('wrapup.hint')}</span>
      </footer>
    </section>
  )
}
