import type { Words } from '../api/types'

/** What a list of contacts is asked for. It stands in the address, so that a link shows the same. */
export interface ContactFilter {
  /** The first day, 2026-03-02. */
  day: string
  /** The last day, itself included. */
  to: string
  q: string
  agent: string
  outcome: string
}

/** How contacts end, as the server names it; `open` has not ended. */
export const outcomes = [
  'open',
  'handled',
  'selfCompleted',
  'leftSelfService',
  'abandoned',
  'abandonedAfterService',
  'systemDropped',
  'refused',
]

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** What the address asks for; what it cannot mean is left out. */
export function filterOf(address: URLSearchParams, today: string): ContactFilter {
  const [first, last, outcome] = [address.get('day'), address.get('to'), address.get('outcome') ?? '']
  const day = isDay(first) ? first : today
  return {
    day,
    to: isDay(last) && last > day ? last : day,
    q: address.get('q') ?? '',
    agent: address.get('agent') ?? '',
    outcome: outcomes.includes(outcome) ? outcome : '',
  }
}

/** The filter as address and server take it: nothing stands in it that asks for nothing. */
export const asked = ({ day, to, q, agent, outcome }: ContactFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ day, to: to === day ? '' : to, q, agent, outcome }).filter(([, value]) => value !== ''),
  )

export const isNarrowed = ({ q, agent, outcome }: ContactFilter): boolean => q + agent + outcome !== ''

/** 林晓燕 1001; the number alone of who is no user any more. */
export function agentText(number: string | null, name: Words | null, language: string): string {
  if (!number) return '–'
  return name ? `${language === 'en' ? name.en : name.zh} ${number}` : number
}
