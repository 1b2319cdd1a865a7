import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reason, TimelineEntry } from '../api/types'
import { useLanguage } from '../i18n'
import { duration, time } from '../i18n/format'
import { Nothing } from '../shell/PageState'
import type { EventWords } from './event'
import { told } from './told'
import './timeline.css'

interface Props {
  entries: TimelineEntry[]
  events: EventWords
  startedAt: string
  zone: string
  reasons: Reason[]
  /** Plays the recording from here; null while there is none. */
  seek: ((at: string) => void) | null
}

/** The contact's story from the journal, one line a happening: the business's steps, the machine's on demand. */
export function Timeline({ entries, events, startedAt, zone, reasons, seek }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [all, setAll] = useState(false)
  if (entries.length === 0) return <Nothing why={t('timeline.none')} />
  const start = Date.parse(startedAt)
  const lines = entries.map((entry) => ({ entry, line: told(entry, events, { language, reasons }) }))
  const hidden = lines.filter(({ line }) => line.technical).length
  return (
    <>
      <ol className="timeline">
        {lines
          .filter(({ line }) => all || !line.technical)
          .map(({ entry, line }) => (
            <li key={entry.seq} data-testid="timeline-row" data-kind={entry.kind} className={`tone-${line.tone}`}>
              <span className="num soft">{time(entry.at, zone)}</span>
              {seek ? (
                <button
                  type="button"
                  className="num timeline-since"
                  title={t('timeline.seek')}
                  onClick={() => seek(entry.at)}
                >
                  +{duration(Date.parse(entry.at) - start)}
                </button>
              ) : (
                <span className="num soft timeline-since">+{duration(Date.parse(entry.at) - start)}</span>
              )}
              <i aria-hidden="true">{line.shape}</i>
              <span className="timeline-text">
                {line.text}
                {line.raw && <code>{line.raw}</code>}
              </span>
            </li>
          ))}
      </ol>
      {hidden > 0 && (
        <button
          type="button"
          className="link timeline-more"
          aria-expanded={all}
          data-testid="timeline-technical"
          onClick={() => setAll(!all)}
        >
          {all ? t('timeline.business') : t('timeline.technical', { count: hidden })}
        </button>
      )}
    </>
  )
}
