import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { GuidanceBeginning } from '../api/types'
import { both } from '../i18n/both'
import { beginningWords, findBeginnings, resultWords } from './guidance'

const all: GuidanceBeginning[] = [
  { node: 'transfer', path: [{ zh: '本人账户转账', en: 'Transfer between own accounts' }] },
  {
    node: 'loan-repay',
    path: [
      { zh: '更多服务', en: 'More services' },
      { zh: '贷款', en: 'Loans' },
      { zh: '贷款还款', en: 'Repayment of a loan' },
    ],
  },
]

describe('where guidance begins', () => {
  it('is found by the words of the way there, in either language', () => {
    expect(findBeginnings(all, '').map((one) => one.node)).toEqual(['transfer', 'loan-repay'])
    expect(findBeginnings(all, '转账').map((one) => one.node)).toEqual(['transfer'])
    expect(findBeginnings(all, 'more REPAY').map((one) => one.node)).toEqual(['loan-repay'])
    expect(findBeginnings(all, '彩票')).toEqual([])
  })

  it('is said as the way there', () => {
    expect(beginningWords(all[1]!, 'zh-CN')).toBe('更多服务 › 贷款 › 贷款还款')
    expect(beginningWords(all[1]!, 'en')).toBe('More services › Loans › Repayment of a loan')
  })
})

describe('what became of a step', () => {
  const spoken = { services: { transfer: 'Transfer' }, outcomes: { insufficientFunds: 'not enough money' } }
  beforeAll(async () => {
    await i18next.init({ lng: 'en', fallbackLng: false, resources: { en: { translation: { ...both().en, ...spoken } } } })
  })

  it('is said in words', () => {
    expect(resultWords({ kind: 'service', item: 'transfer', outcome: 'insufficientFunds' })).toBe('Transfer not enough money')
    expect(resultWords({ kind: 'pin', item: 'enquiry', outcome: 'blockedToday' })).toBe('Enquiry PIN blocked for today')
    expect(resultWords({ kind: 'newPin', item: 'transaction', outcome: 'weak' })).toBe('Transaction PIN too simple')
  })
})
