import { useEffect, useRef } from 'react'

/** One key of the desk. `hold` keys act only when held down, so that a slip of the finger ends no call. */
export interface DeskKey {
  key: string
  act: () => void
  hold?: boolean
  /** Acts while somebody types, too: no letter, F8. */
  anywhere?: boolean
}

export const holdMs = 500

const editable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Inside a dialog or an open menu the keys belong to it. */
const elsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null

export interface Press {
  key: string
  repeat: boolean
  modified: boolean
  inField: boolean
}

/** Which key of the desk a press means: none while somebody types, none with Ctrl, Alt or Meta. */
export function match(keys: readonly DeskKey[], press: Press): DeskKey | null {
  if (press.modified || press.repeat) return null
  const pressed = press.key.toLowerCase()
  return keys.find((key) => key.key === pressed && (!press.inField || key.anywhere)) ?? null
}

/**
 * Listens on the whole page. Space does what the desk says even when a button is focused: an agent who just pressed "ready"
 * must not press it again by accepting a call.
 */
export function useDeskKeys(keys: readonly DeskKey[], onHolding: (key: string | null) => void) {
  const current = useRef(keys)
  current.current = keys
  const holding = useRef(onHolding)
  holding.current = onHolding

  useEffect(() => {
    let timer: number | undefined
    let held: string | null = null
    let swallow = false
    const release = () => {
      window.clearTimeout(timer)
      if (held !== null) holding.current(null)
      held = null
    }
    const down = (event: KeyboardEvent) => {
      const target = event.target
      if (elsewhere(target)) return
      const onDecline = event.key === ' ' && target instanceof HTMLElement && target.dataset.ownSpace !== undefined
      if (onDecline) return
      const found = match(current.current, {
        key: event.key,
        repeat: event.repeat,
        modified: event.ctrlKey || event.altKey || event.metaKey,
        inField: editable(target),
      })
      if (!found) return
      event.preventDefault()
      swallow = event.key === ' '
      if (!found.hold) return found.act()
      held = found.key
      holding.current(found.key)
      timer = window.setTimeout(() => {
        release()
        found.act()
      }, holdMs)
    }
    const up = (event: KeyboardEvent) => {
      if (event.key === ' ' && swallow) {
        event.preventDefault()
        swallow = false
      }
      if (event.key.toLowerCase() === held) release()
    }
    window.addEventListener('keydown', down, true)
    window.addEventListener('keyup', up, true)
    window.addEventListener('blur', release)
    return () => {
      release()
      window.removeEventListener('keydown', down, true)
      window.removeEventListener('keyup', up, true)
      window.removeEventListener('blur', release)
    }
  }, [])
}
