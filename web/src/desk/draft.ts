import { useCallback, useEffect, useRef, useState } from 'react'
import type { Draft } from '../api/types'
import { desk } from './session'

const prefix = 'tellerline.draft.'
const afterMs = 600

export type Saved = 'saved' | 'saving' | 'kept'

/** What was typed in this tab and perhaps never reached the server; it survives a reload. */
export function keptDraft(contactId: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + contactId) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

const keep = (contactId: string, draft: Draft) => sessionStorage.setItem(prefix + contactId, JSON.stringify(draft))
const forgetDraft = (contactId: string) => sessionStorage.removeItem(prefix + contactId)

/**
 * A note and a reason that save themselves: at once in the tab, after a pause and on leaving the field at the server.
 * @param deliver False during the conversation, when the server does not take a wrap-up yet.
 */
export function useDraft(contactId: string, given: Draft | null, deliver: boolean) {
  const [draft, setDraft] = useState<Draft>(() => keptDraft(contactId) ?? given ?? { reasonCode: null, note: '' })
  const [saved, setSaved] = useState<Saved>('saved')
  const latest = useRef({ draft, dirty: keptDraft(contactId) !== null })

  const flush = useCallback(async () => {
    if (!deliver || !latest.current.dirty) return
    const sent = latest.current.draft
    setSaved('saving')
    const done = await desk.saveDraft(contactId, sent)
    if (!done) return setSaved('kept')
    if (latest.current.draft !== sent) return
    latest.current.dirty = false
    setSaved('saved')
  }, [contactId, deliver])

  const change = useCallback((part: Partial<Draft>) => {
    const next = { ...latest.current.draft, ...part }
    latest.current = { draft: next, dirty: true }
    keep(contactId, next)
    setDraft(next)
    setSaved(deliver ? 'saving' : 'kept')
  }, [contactId, deliver])

  useEffect(() => {
    if (!latest.current.dirty) return
    const timer = window.setTimeout(() => void flush(), afterMs)
    return () => window.clearTimeout(timer)
  }, [draft, flush])

  // A save that failed is tried again while the page lives.
  useEffect(() => {
    if (saved !== 'kept' || !deliver) return
    const timer = window.setTimeout(() => void flush(), 3_000)
    return () => window.clearTimeout(timer)
  }, [saved, deliver, flush])

  useEffect(() => () => void flush(), [flush])

  /** It is finished: nothing more is to be sent. */
  const settle = useCallback(() => {
    latest.current.dirty = false
    forgetDraft(contactId)
  }, [contactId])

  return { draft, change, flush, settle, saved }
}
