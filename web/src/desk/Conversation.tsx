import { useTranslation } from 'react-i18next'
import type { DeskCall } from '../api/types'
import { CallBar } from './CallBar'
import { useDraft } from './draft'
import { Note } from './Note'
import type { DeskView } from './view'

/** The conversation: the call's bar, and a note that is taken along into the wrap-up. */
export function Conversation({ call, view, holdingKey }: { call: DeskCall; view: DeskView; holdingKey: string | null }) {
  const { t } = useTranslation()
  const { draft, change, flush, saved } = useDraft(call.contactId, null, false)
  return (
    <>
      <CallBar call={call} view={view} holdingKey={holdingKey} />
      <section className="panel conversation" aria-label={t('call.note')}>
        <div className="body">
          <Note note={draft.note} saved={saved} rows={8} onChange={(note) => change({ note })} onBlur={() => void flush()} />
          <p className="soft">{t('call.noteHint')}</p>
        </div>
      </section>
    </>
  )
}
