import i18next from 'i18next'
import type { DeskCaller } from '../api/types'
import { coded } from '../i18n/coded'
import { amount } from '../i18n/format'

/** How self-service ended, as the headline of an offer: `转账 ¥100.00 成功 › 按 0 转人工`; without a service the reason alone. */
export function outcomeOf(caller: Pick<DeskCaller, 'lastService' | 'reason'>): string {
  const why = coded('reasons', caller.reason)
  const { lastService: last } = caller
  if (!last) return why
  const money = last.amount === null ? '' : /^[\d.]+$/.test(last.amount) ? `¥${amount(last.amount)}` : last.amount
  const service = [coded('services', last.item), money, coded('outcomes', last.outcome)].filter(Boolean).join(' ')
  return i18next.t('outcome.headline', { service, why })
}
