import { useSyncExternalStore } from 'react'

const key = 'tellerline.theme'
const listeners = new Set<() => void>()
const system = window.matchMedia('(prefers-color-scheme: dark)')

function read(): boolean {
  const chosen = localStorage.getItem(key)
  return chosen ? chosen === 'dark' : system.matches
}

let dark = read()

function apply() {
  dark = read()
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  document.documentElement.style.background = ''
  listeners.forEach((tell) => tell())
}

system.addEventListener('change', apply)
apply()

export function setDark(on: boolean) {
  localStorage.setItem(key, on ? 'dark' : 'light')
  apply()
}

function listen(tell: () => void) {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export const useDark = () => useSyncExternalStore(listen, () => dark)
