import { useTranslation } from 'react-i18next'
import { coded } from '../i18n'

const marks: Record<string, { kind: string; shape: string }> = {
  handled: { kind: 'good', shape: '✔' },
  selfCompleted: { kind: 'good', shape: '✔' },
  leftSelfService: { kind: '', shape: '○' },
  abandoned: { kind: 'warn', shape: '▲' },
  callbackChosen: { kind: 'good', shape: '☎' },
  abandonedAfterService: { kind: 'warn', shape: '▲' },
  shortAbandoned: { kind: '', shape: '○' },
  systemDropped: { kind: 'bad', shape: '▲' },
  refused: { kind: 'bad', shape: '▲' },
}

/** How a contact ended, as a word with a shape; nothing yet is "going on". */
export function Disposition({ code }: { code: string | null }) {
  const { t } = useTranslation()
  if (!code)
    return (
      <span className="tag">
        <span aria-hidden="true">▶</span>
        {t('contacts.going')}
      </span>
    )
  const mark = marks[code] ?? { kind: '', shape: '○' }
  return (
    <span className={`tag ${mark.kind}`}>
      <span aria-hidden="true">{mark.shape}</span>
      {coded('dispositions', code)}
    </span>
  )
}
