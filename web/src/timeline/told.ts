import type { TimelineEntry } from '../api/types'
import { EventData, type EventWords, type Reader, type Tone } from './event'

export interface Told {
  text: string
  /** The entry itself, where its kind has no words. */
  raw: string | null
  shape: string
  tone: Tone
  technical: boolean
}

/** A journal entry as a sentence in the reader's language, by the words of the capability that wrote it. */
export function told(entry: TimelineEntry, events: EventWords, reader: Reader): Told {
  const line = events[entry.kind]
  if (!line)
    return { text: entry.kind, raw: JSON.stringify(entry.data ?? {}), tone: 'plain', shape: '·', technical: true }
  const data = new EventData((entry.data ?? {}) as Record<string, unknown>)
  return {
    text: line.tell(data, reader),
    raw: null,
    tone: line.tone,
    shape: line.shape,
    technical: line.technical ?? false,
  }
}
