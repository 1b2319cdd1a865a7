import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReasons } from '../api/queries'
import type { DeskWrapup, Reason } from '../api/types'
import { StateMark } from '../theme/StateMark'
import { duration } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { useDraft } from './draft'
import { Note } from './Note'
import { ReasonPicker } from './ReasonPicker'
import { rememberReason } from './reasons'
import { desk } from './session'
import { suggestedReason } from './suggested'
import { serverNow, type DeskView } from './view'
import { customerName } from '../customers/names'

/** After the call: a reason by its initials, a note, done. Enter, Enter for the common case. */
export function Wrapup({ wrapup, view }: { wrapup: DeskWrapup; view: DeskView }) {
  const { t } = useTranslation()
  const reasons = useReasons()
  const [best, setBest] = useState<Reason | null>(null)
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const { draft, change, flush, settle, saved, savedAt } = useDraft(wrapup.contactId, wrapup.draft)
  const doneButton = useRef<HTMLButtonElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const now = serverNow(view, useNow(500))
  const left = Date.parse(wrapup.endedAt) + wrapup.limitMs - now
  const suggested = suggestedReason(view.lastCall?.contactId === wrapup.contactId ? view.lastCall : null)

  // Only a caret that is nowhere is taken: somebody may still be writing the note.
  useEffect(() => {
    const active = document.activeElement
    if (!active || !/^(INPUT|TEXTAREA)$/.test(active.tagName)) search.current?.focus()
  }, [wrapup.contactId])

  const choose = (reason: Reason) => {
    change({ reasonCode: reason.code })
    setMissing(false)
    doneButton.current?.focus()
  }

  const finish = async (thenReady: boolean) => {
    const code = draft.reasonCode ?? best?.code ?? suggested
    if (!code) {
      setMissing(true)
      search.current?.focus()
      return
    }
    setBusy(true)
    const finished = { ...draft, reasonCode: code }
    if (await desk.finishWrapup(wrapup.contactId, finished, thenReady)) {
      rememberReason(code)
      settle()
    }
    setBusy(false)
  }

  const blocked = view.link !== 'up' || saved === 'tooLong'
  return (
    <section className="wrapup" aria-labelledby="wrapup-title" data-testid="wrapup">
      <header>
        <StateMark look="wrapup" size={22} />
        <h2 id="wrapup-title">
          {t('states.wrapup')} · {customerName(wrapup)}
        </h2>
        <span className="soft">{view.lastEnd ? t(`ended.${view.lastEnd.by}`) : ''}</span>
        <span className={`num wrapup-left ${left < 15_000 || wrapup.overdue ? 'late' : ''}`} data-testid="wrapup-left">
          {wrapup.overdue
            ? t('wrapup.owed')
            : left >= 0
              ? t('wrapup.left', { time: duration(left + 999) })
              : t('wrapup.over', { time: duration(-left) })}
        </span>
      </header>
      {wrapup.overdue && (
        <p className="wrapup-owed" role="alert" data-testid="wrapup-owed">
          ▲ {t('wrapup.owedNext')}
        </p>
      )}
      <div className="wrapup-body">
        <ReasonPicker
          chosen={draft.reasonCode}
          suggested={reasons.data ? suggested : null}
          missing={missing}
          search={search}
          onTyped={setBest}
          onChoose={choose}
        />
        <Note
          note={draft.note}
          saved={saved}
          savedAt={savedAt}
          rows={9}
          onChange={(note) => change({ note })}
          onBlur={() => void flush()}
          onFinish={() => void finish(true)}
        />
      </div>
      <footer>
        <Button
          ref={doneButton}
          type="primary"
          size="large"
          data-testid="wrapup-done"
          loading={busy}
          disabled={blocked}
          onClick={() => void finish(true)}
        >
          {t('wrapup.done')} <kbd>Enter</kbd>
        </Button>
        <Button
          size="large"
          data-testid="wrapup-done-notready"
          disabled={busy || blocked}
          onClick={() => void finish(false)}
        >
          {t('wrapup.doneNotReady')}
        </Button>
        <span className="soft">
          {t('wrapup.hint')} {wrapup.overdue ? '' : t('wrapup.atZero')}
        </span>
      </footer>
    </section>
  )
}
