import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCentre } from '../api/queries'
import { count, time } from '../i18n/format'
import { longestNote, tooLongBy, type Saved } from './draft'

interface Props {
  note: string
  saved: Saved
  savedAt: number | null
  onChange: (note: string) => void
  onBlur: () => void
  onFinish?: () => void
  rows: number
}

/** The note, how long it is, and whether it is safe. What is too long is said, never cut. */
export function Note({ note, saved, savedAt, onChange, onBlur, onFinish, rows }: Props) {
  const { t } = useTranslation()
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  const over = tooLongBy(note)
  const hint =
    saved === 'tooLong'
      ? t('note.tooLong', { count: over })
      : saved === 'refused'
        ? t('note.refused')
        : saved === 'unsaved'
          ? t('note.unsaved')
          : savedAt !== null
            ? t('note.savedAt', { time: time(new Date(savedAt).toISOString(), zone) })
            : note
              ? t('note.saved')
              : ''
  return (
    <div className="note">
      <label htmlFor="note">{t('note.title')}</label>
      <Input.TextArea
        id="note"
        data-testid="wrapup-note"
        rows={rows}
        value={note}
        placeholder={t('note.placeholder')}
        aria-describedby="note-saved"
        status={over > 0 ? 'error' : undefined}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            onFinish?.()
          }
        }}
      />
      <span className="note-foot">
        <span
          id="note-saved"
          className={saved === 'saved' ? 'soft' : 'late'}
          role="status"
          data-testid="note-saved"
          data-saved={saved}
        >
          {hint}
        </span>
        <span className="num soft">
          {count(note.length)} / {count(longestNote)}
        </span>
      </span>
    </div>
  )
}
