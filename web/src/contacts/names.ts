import type { Words } from '../api/types'

/** How contacts end, as the server names it; `open` has not ended. */
export const outcomes = [
  'open',
  'handled',
  'selfCompleted',
  'leftSelfService',
  'abandoned',
  'abandonedAfterService',
  'callbackChosen',
  'systemDropped',
  'refused',
  'notReached',
]

export const directions = ['inbound', 'outbound']

/** 林晓燕 1001; the number alone of who is no user any more. */
export function agentText(number: string | null, name: Words | null, language: string): string {
  if (!number) return '–'
  return name ? `${language === 'en' ? name.en : name.zh} ${number}` : number
}
