import type { Reason } from '../api/types'

const key = 'tellerline.reasons'
const kept = 8

/**
 * Finds reasons as agents type them: pinyin initials (cxye), any part of the Chinese, the start of an English word. The
 * ones used last come first, then those whose beginning matches.
 */
export function findReasons(all: readonly Reason[], typed: string, recent: readonly string[]): Reason[] {
  const q = typed.trim().toLowerCase()
  const rank = (reason: Reason): number => {
    if (q === '') return 0
    const initials = reason.initials.toLowerCase()
    const english = reason.en.toLowerCase()
    if (initials === q || reason.zh === q || reason.code.toLowerCase() === q) return 0
    if (initials.startsWith(q) || reason.zh.startsWith(q) || english.startsWith(q)) return 1
    if (initials.includes(q) || reason.zh.includes(q) || english.split(/\W+/).some((word) => word.startsWith(q)))
      return 2
    return 9
  }
  const age = (reason: Reason): number => {
    const index = recent.indexOf(reason.code)
    return index < 0 ? recent.length : index
  }
  return all
    .map((reason, order) => ({ reason, order, rank: rank(reason), age: age(reason) }))
    .filter((found) => found.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.age - b.age || a.order - b.order)
    .map((found) => found.reason)
}

export function recentReasons(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter((code): code is string => typeof code === 'string') : []
  } catch {
    return []
  }
}

export const withRecent = (recent: readonly string[], code: string): string[] =>
  [code, ...recent.filter((other) => other !== code)].slice(0, kept)

export function rememberReason(code: string) {
  localStorage.setItem(key, JSON.stringify(withRecent(recentReasons(), code)))
}
