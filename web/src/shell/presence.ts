import { useSyncExternalStore } from 'react'
import type { AgentStateName } from '../api/types'
import type { LookName } from '../theme/states'

/** What the desk tells the frame, so that the state is seen on every page. */
export interface Presence {
  look: LookName
  state: AgentStateName
  sinceMs: number
  offer: boolean
}

let presence: Presence | null = null
const listeners = new Set<() => void>()

export function tellPresence(next: Presence | null) {
  if (presence && next && presence.look === next.look && presence.sinceMs === next.sinceMs && presence.offer === next.offer && presence.state === next.state) return
  presence = next
  listeners.forEach((tell) => tell())
}

function listen(tell: () => void) {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export const usePresence = () => useSyncExternalStore(listen, () => presence)
