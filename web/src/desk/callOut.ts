import type { DeskState } from '../api/types'

const most = 20

export const dialKey = 'o'
export const callBackKey = 'f8'

/** A telephone number as it is dialled, or null: digits with the separators people write, at least three. */
export function numberTyped(typed: string): string | null {
  const digits = typed.replace(/[\s()-]/g, '')
  const bare = digits.startsWith('+') ? digits.slice(1) : digits
  return /^\d+$/.test(bare) && bare.length >= 3 && bare.length <= most ? digits : null
}

/** Free, ready or not; who wraps up may call back. */
export const mayCallOut = (state: DeskState): boolean =>
  !state.call &&
  !state.offer &&
  !state.listening &&
  (!state.dial || state.dial.stage === 'over') &&
  (state.state === 'ready' || state.state === 'notReady' || state.state === 'wrapup')

/** Whose contact F8 calls back: the one to be wrapped up, else the one whose page is open. */
export function callsBack(state: DeskState, path: string): string | null {
  if (!mayCallOut(state)) return null
  if (state.wrapup) return state.wrapup.callerMasked ? state.wrapup.contactId : null
  return /^\/contacts\/([^/]+)$/.exec(path)?.[1] ?? null
}
