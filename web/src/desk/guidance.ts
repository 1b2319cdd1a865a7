import type { DeskGuide, GuidanceBeginning } from '../api/types'
import { coded, words } from '../i18n/coded'

/** What became of one service or PIN: 查询密码 正确, 本人账户转账 余额不足. */
export function resultWords({ kind, item, outcome }: DeskGuide['results'][number]): string {
  if (kind === 'service') return `${coded('services', item)} ${coded('outcomes', outcome)}`
  return `${coded('pins', item)} ${coded(kind === 'pin' ? 'pinEnds' : 'pinRenewals', outcome)}`
}

/** 更多服务 › 贷款 › 贷款还款 */
export const beginningWords = (one: GuidanceBeginning, language: string): string =>
  one.path.map((part) => words(part, language)).join(' › ')

/** The places whose words hold all that was typed, in the menu's own order. */
export function findBeginnings(all: readonly GuidanceBeginning[], typed: string): readonly GuidanceBeginning[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((one) => {
    const text = `${beginningWords(one, 'zh-CN')} ${beginningWords(one, 'en')}`.toLowerCase()
    return parts.every((part) => text.includes(part))
  })
}
