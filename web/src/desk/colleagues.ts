import type { Colleague } from '../api/types'

/** Whom a typed text means: an agent by number, name or initials (`lm` for Li Min), or a telephone number. */
export function findColleagues(all: readonly Colleague[], typed: string): Colleague[] {
  const q = typed.trim().toLowerCase()
  if (q === '') return [...all]
  return all.filter((one) => {
    const english = one.name.en.toLowerCase().split(/\s+/)
    const initials = english.map((word) => word[0] ?? '').join('')
    return (
      one.number.startsWith(q) ||
      one.name.zh.toLowerCase().includes(q) ||
      initials.startsWith(q) ||
      english.some((word) => word.startsWith(q))
    )
  })
}

/** The telephone number that was typed, without what separates its digits; null when it is none. */
export function numberIn(typed: string): string | null {
  const bare = typed.replace(/[\s()-]/g, '')
  return /^\+?\d{3,20}$/.test(bare) ? bare : null
}

/**
 * The telephone number to offer for what was typed. Not before it is known who works here, and never a colleague's own
 * number: 1002 means the colleague, ready or not, and no telephone outside.
 */
export function outside(all: readonly Colleague[] | undefined, typed: string): string | null {
  const number = numberIn(typed)
  return all === undefined || all.some((one) => one.number === number) ? null : number
}
