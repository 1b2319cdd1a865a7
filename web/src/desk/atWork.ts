import { useSyncExternalStore } from 'react'

const key = 'tellerline.atWork'
const listeners = new Set<() => void>()

/**
 * Who works at a desk in this tab. It outlives a reload, so that the desk's session begins again on whatever page is
 * open; a new tab starts without it, and looking something up in one claims no desk.
 */
export function setAtWork(agent: string | null) {
  if (agent === null) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, agent)
  listeners.forEach((tell) => tell())
}

function listen(tell: () => void) {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export const useAtWork = (agent: string): boolean =>
  useSyncExternalStore(listen, () => sessionStorage.getItem(key) === agent)
