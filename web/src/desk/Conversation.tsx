import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskCall } from '../api/types'
import { useDraft } from './draft'
import { Note } from './Note'
import { ReasonPicker } from './ReasonPicker'
import { suggestedReason } from './suggested'

const ignore = () => undefined

/** The conversation: reason and note, taken along into the wrap-up. */
export function Conversation({ call }: { call: DeskCall }) {
  const { t } = useTranslation()
  const { draft, change, flush, saved, savedAt } = useDraft(call.contactId, call.draft)
  const search = useRef<HTMLInputElement>(null)
  const typed = useCallback(ignore, [])
  return (
    <section className="panel conversation" aria-label={t('call.note')}>
      <div className="wrapup-body">
        <ReasonPicker
          chosen={draft.reasonCode}
          suggested={suggestedReason(call)}
          missing={false}
          search={search}
          onTyped={typed}
          onChoose={(reason) => change({ reasonCode: reason.code })}
        />
        <Note
          note={draft.note}
          saved={saved}
          savedAt={savedAt}
          rows={9}
          onChange={(note) => change({ note })}
          onBlur={() => void flush()}
        />
      </div>
      <p className="soft conversation-hint">{t('call.noteHint')}</p>
    </section>
  )
}
