import { useSyncExternalStore } from 'react'

/** Whether the centre answers, told by every request. */
export interface Reach {
  /** ISO 8601; null while it answers. */
  lostAt: string | null
  /** When it last answered; null while it has not yet. */
  seenAt: string | null
}

let reach: Reach = { lostAt: null, seenAt: null }
const listeners = new Set<() => void>()

/** A gateway's answer (502, 503, 504) is none of the centre's. */
export const isAway = (status: number): boolean => status === 0 || (status >= 502 && status <= 504)

export function afterAnswer(before: Reach, status: number, at: string): Reach {
  if (isAway(status)) return before.lostAt === null ? { ...before, lostAt: at } : before
  return { lostAt: null, seenAt: at }
}

export function answered(status: number) {
  const before = reach
  reach = afterAnswer(reach, status, new Date().toISOString())
  if (before.lostAt !== reach.lostAt) listeners.forEach((tell) => tell())
}

function listen(tell: () => void) {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export const useReach = (): Reach => useSyncExternalStore(listen, () => reach)
