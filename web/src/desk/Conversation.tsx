import { useTranslation } from 'react-i18next'
import type { DeskCall } from '../api/types'
import { useDraft } from './draft'
import { Note } from './Note'

/** The conversation: a note that is taken along into the wrap-up. */
export function Conversation({ call }: { call: DeskCall }) {
  const { t } = useTranslation()
  const { draft, change, flush, saved } = useDraft(call.contactId, null, false)
  return (
      <section className="panel conversation" aria-label={t('call.note')}>
        <div className="body">
          <Note note={draft.note} saved={saved} rows={8} onChange={(note) => change({ note })} onBlur={() => void flush()} />
          <p className="soft">{t('call.noteHint')}</p>
        </div>
      </section>
  )
}
