import { useCallback, useEffect, useRef, useState } from 'react'
import type { Draft } from '../api/types'
import { desk } from './session'

const prefix = 'tellerline.draft.'
const afterMs = 600
const againMs = 3_000

/** As many characters as the centre takes (`IWrapups.MaxNote`). */
export const longestNote = 4_000

/** `unsaved` until the centre has it; `tooLong` and `refused` until it is changed. */
export type Saved = 'saved' | 'unsaved' | 'tooLong' | 'refused'

export const tooLongBy = (note: string): number => Math.max(0, note.length - longestNote)

/** What was typed in this tab and has not reached the server; it survives a reload. */
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
 * A note and a reason that save themselves, in the call as after it: at once in the tab, after a pause and on leaving
 * the field at the server.
 */
export function useDraft(contactId: string, given: Draft | null) {
  const [draft, setDraft] = useState<Draft>(() => keptDraft(contactId) ?? given ?? { reasonCode: null, note: '' })
  const [saved, setSaved] = useState<Saved>(() => (keptDraft(contactId) ? 'unsaved' : 'saved'))
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const latest = useRef({ draft, dirty: keptDraft(contactId) !== null })

  const flush = useCallback(async () => {
    const { draft: sent, dirty } = latest.current
    if (!dirty || tooLongBy(sent.note) > 0) return
    const outcome = await desk.saveDraft(contactId, sent)
    if (latest.current.draft !== sent) return
    if (outcome !== 'saved') return setSaved(outcome === 'refused' ? 'refused' : 'unsaved')
    latest.current.dirty = false
    forgetDraft(contactId)
    setSaved('saved')
    setSavedAt(Date.now())
  }, [contactId])

  const change = useCallback(
    (part: Partial<Draft>) => {
      const next = { ...latest.current.draft, ...part }
      latest.current = { draft: next, dirty: true }
      keep(contactId, next)
      setDraft(next)
      setSaved(tooLongBy(next.note) > 0 ? 'tooLong' : 'unsaved')
    },
    [contactId],
  )

  useEffect(() => {
    if (!latest.current.dirty) return
    const timer = window.setTimeout(() => void flush(), afterMs)
    return () => window.clearTimeout(timer)
  }, [draft, flush])

  // A save that failed is tried again while the page lives.
  useEffect(() => {
    if (saved !== 'unsaved') return
    const timer = window.setInterval(() => void flush(), againMs)
    return () => window.clearInterval(timer)
  }, [saved, flush])

  useEffect(() => () => void flush(), [flush])

  /** It is finished: nothing more is to be sent. */
  const settle = useCallback(() => {
    latest.current.dirty = false
    forgetDraft(contactId)
  }, [contactId])

  return { draft, change, flush, settle, saved, savedAt }
}
