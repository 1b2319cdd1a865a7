import { useCallback, useEffect, useRef, useState } from 'react'
import { Problem } from '../api/http'
import { queries } from '../api/queries'
import type { DefinitionDetail, DefinitionFault, DefinitionText, DefinitionVersion } from '../api/types'
import { readVersion, refresh, refusal, write } from './data'

const pauseMs = 1_000

export interface Draft {
  version: DefinitionVersion
  yaml: string
  why: string
  wantedAt: string | null
  faults: readonly DefinitionFault[]
  state: 'saved' | 'saving' | 'notSaved'
  problem: string
  conflict: boolean
  setYaml: (yaml: string) => void
  setWhy: (why: string) => void
  setWantedAt: (at: string | null) => void
  /** Resolves when all that was typed is on the server, with the version to act on; null: it could not be saved. */
  settle: () => Promise<DefinitionVersion | null>
  takeTheirs: () => void
  keepMine: () => void
}

interface Content {
  yaml: string
  why: string
  wantedAt: string | null
}

/** What is typed is saved after each pause; somebody else's change is shown, never written over. */
export function useDraft(detail: DefinitionDetail, text: DefinitionText, writable: boolean): Draft {
  const { kind, key } = detail
  const [version, setVersion] = useState(text.version)
  const [content, setContent] = useState<Content>({
    yaml: text.yaml,
    why: text.version.why,
    wantedAt: text.version.wantedAt,
  })
  const [faults, setFaults] = useState<readonly DefinitionFault[]>(text.faults)
  const [state, setState] = useState<Draft['state']>('saved')
  const [problem, setProblem] = useState('')
  const [conflict, setConflict] = useState(false)
  const now = useRef({ version, content, saved: content, saving: null as Promise<boolean> | null, conflict: false })

  const adopt = useCallback((read: DefinitionText) => {
    const theirs = { yaml: read.yaml, why: read.version.why, wantedAt: read.version.wantedAt }
    now.current.version = read.version
    now.current.content = theirs
    now.current.saved = theirs
    setVersion(read.version)
    setContent(theirs)
    setFaults(read.faults)
    setState('saved')
  }, [])

  // What was read anew after a command, or by another who looks at it, while nothing of ours is unsaved.
  useEffect(() => {
    if (now.current.content !== now.current.saved || text.version.rowVersion < now.current.version.rowVersion) return
    adopt(text)
  }, [text, adopt])

  const save = useCallback(async (): Promise<boolean> => {
    const own = now.current
    if (own.saving) await own.saving
    if (own.content === own.saved) return true
    if (own.conflict) return false
    const sent = own.content
    setState('saving')
    own.saving = write(kind, key, own.version.version, { rowVersion: own.version.rowVersion, ...sent })
      .then((saved) => {
        own.saved = sent
        own.version = saved.version
        setVersion(saved.version)
        setFaults(saved.faults)
        setProblem('')
        setState(own.content === sent ? 'saved' : 'notSaved')
        return true
      })
      .catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'versionConflict') {
          own.conflict = true
          setConflict(true)
        }
        setProblem(refusal(error))
        setState('notSaved')
        return false
      })
      .finally(() => {
        own.saving = null
      })
    return own.saving
  }, [kind, key])

  useEffect(() => {
    if (!writable || content === now.current.saved) return
    const timer = setTimeout(() => void save(), pauseMs)
    return () => clearTimeout(timer)
  }, [content, writable, save])

  // Leaving the page loses nothing.
  useEffect(
    () => () => {
      if (now.current.content !== now.current.saved) void save().then(() => refresh())
      else void queries.invalidateQueries({ queryKey: ['definitions'], refetchType: 'none' })
    },
    [save],
  )

  const change = (part: Partial<Content>) => {
    const next = { ...now.current.content, ...part }
    now.current.content = next
    setContent(next)
    setState('notSaved')
  }

  const settleConflict = (how: (theirs: DefinitionText) => void) => {
    now.current.conflict = false
    setConflict(false)
    setProblem('')
    readVersion(kind, key, now.current.version.version).then(how, (error: unknown) => setProblem(refusal(error)))
  }

  return {
    version,
    ...content,
    faults,
    state,
    problem,
    conflict,
    setYaml: (yaml) => change({ yaml }),
    setWhy: (why) => change({ why }),
    setWantedAt: (wantedAt) => change({ wantedAt }),
    settle: async () => ((await save()) ? now.current.version : null),
    takeTheirs: () => {
      settleConflict((theirs) => adopt(theirs))
    },
    keepMine: () => {
      settleConflict((theirs) => {
        now.current.version = theirs.version
        void save()
      })
    },
  }
}
