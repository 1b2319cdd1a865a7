import type { DeskState } from '../api/types'

export const dialKey = 'o'
export const callBackKey = 'f8'

/** Free, ready or not; who wraps up may call back. */
export const mayCallOut = (state: DeskState): boolean =>
  !state.call &&
  !state.offer &&
  !state.listening &&
  (!state.dial || state.dial.stage === 'over') &&
  (state.state === 'ready' || state.state === 'notReady' || state.state === 'wrapup')

/**
 * Whose contact F8 calls back: the one to be wrapped up, else the one whose page is open or that is chosen among the
 * calls owed.
 *
 * @param path Of the page, with what stands behind its `#`.
 */
export function callsBack(state: DeskState, path: string): string | null {
  if (!mayCallOut(state)) return null
  if (state.wrapup) return state.wrapup.callerMasked ? state.wrapup.contactId : null
  return /^\/(?:contacts\/|callbacks#)([^/#]+)/.exec(path)?.[1] ?? null
}
