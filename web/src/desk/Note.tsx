import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Saved } from './draft'

interface Props {
  note: string
  saved: Saved
  onChange: (note: string) => void
  onBlur: () => void
  onFinish?: () => void
  rows: number
}

/** The note, and whether it is safe. */
export function Note({ note, saved, onChange, onBlur, onFinish, rows }: Props) {
  const { t } = useTranslation()
  return (
    <div className="note">
      <label htmlFor="note">{t('wrapup.note')}</label>
      <Input.TextArea
        id="note" data-testid="wrapup-note" rows={rows} value={note} maxLength={2000} placeholder={t('wrapup.notePlaceholder')}
        onChange={(event) => onChange(event.target.value)} onBlur={onBlur}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            onFinish?.()
          }
        }}
      />
      <span className="soft note-saved" role="status" data-testid="note-saved" data-saved={saved}>{note ? t(`wrapup.${saved}`) : ''}</span>
    </div>
  )
}
