import { useTranslation } from 'react-i18next'
import type { Reason, TimelineEntry } from '../api/types'
import { useLanguage } from '../i18n'
import { duration, time } from '../i18n/format'
import { Nothing } from '../shell/PageState'
import { told } from './told'

interface Props {
  entries: TimelineEntry[]
  startedAt: string
  zone: string
  reasons: Reason[]
}

/** The contact's story from the journal, one line a happening. What we have no words for is shown as it is. */
export function Timeline({ entries, startedAt, zone, reasons }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (entries.length === 0) return <Nothing why={t('timeline.none')} />
  const start = Date.parse(startedAt)
  return (
    <ol className="timeline">
      {entries.map((entry) => {
        const line = told(entry, language, reasons)
        return (
          <li key={entry.seq} data-testid="timeline-row" data-kind={entry.kind} className={`tone-${line.tone}`}>
            <span className="num soft">{time(entry.at, zone)}</span>
            <span className="num soft timeline-since">+{duration(Date.parse(entry.at) - start)}</span>
            <i aria-hidden="true">{line.shape}</i>
            <span className="timeline-text">{line.text}{line.raw && <code>{line.raw}</code>}</span>
          </li>
        )
      })}
    </ol>
  )
}
