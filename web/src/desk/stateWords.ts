import i18next from 'i18next'
import type { AgentStateName } from '../api/types'
import { coded } from '../i18n/coded'

/** 示闲, 示忙 · 小休; who has just signed in is not busy with anything: 未就绪（刚签入）. */
export function stateWords(state: AgentStateName, reason: string | null): string {
  if (state !== 'notReady' || !reason) return i18next.t(`states.${state}`)
  const why = coded('notReady', reason)
  return reason === 'signedIn' ? i18next.t('desk.notReadyYet', { why }) : i18next.t('desk.notReadyWhy', { why })
}
