import type { Colleague, QueueChoice, DirectoryEntry } from '../api/types'

/** Somebody to consult or to hand the customer to, as the picker shows it. */
export interface Whom {
  kind: 'agent' | 'entry' | 'number'
  /** What the centre is asked for: a colleague's number, an entry's code, a telephone number. */
  whom: string
  number: string
  name: Colleague['name'] | null
  /** Only a colleague's. */
  state: Colleague['state'] | null
  free: boolean
}

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

/** The branches and experts that a typed text means: by name, initials in Chinese or English, or number. */
export function findEntries(all: readonly DirectoryEntry[], typed: string): DirectoryEntry[] {
  const q = typed.trim().toLowerCase()
  if (q === '') return [...all]
  return all.filter(
    (one) =>
      one.number.startsWith(q) ||
      (one.initials ?? '').startsWith(q) ||
      one.name.zh.toLowerCase().includes(q) ||
      one.name.en.toLowerCase().split(/\s+/).some((word) => word.startsWith(q)),
  )
}

/** The queues that a typed text means: by name or code. */
export function findQueues(all: readonly QueueChoice[], typed: string): QueueChoice[] {
  const q = typed.trim().toLowerCase()
  if (q === '') return [...all]
  return all.filter(
    (one) =>
      one.code.startsWith(q) ||
      one.name.zh.includes(q) ||
      one.name.en.toLowerCase().split(/\s+/).some((word) => word.startsWith(q)),
  )
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
