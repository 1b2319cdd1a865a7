import { expect, test } from 'vitest'
import { suggestedReason } from './suggested'

const caller = (part: object) => ({ path: [], reason: 'key0', selfServiceEnded: false, lastService: null, ...part })
const service = (item: string, outcome: string) => ({ item, outcome, amount: null, number: null })

test('the reason follows from what was tried last', () => {
  expect(suggestedReason(caller({ lastService: service('balance', 'told') }))).toBe('balance')
  expect(suggestedReason(caller({ lastService: service('transfer', 'posted') }))).toBe('transfer-own')
  expect(suggestedReason(caller({ lastService: service('transfer', 'unknown') }))).toBe('transfer-status')
})

test('a loss and a locked PIN come before everything', () => {
  expect(suggestedReason(caller({ reason: 'lossReport', lastService: service('balance', 'told') }))).toBe('loss-card')
  expect(suggestedReason(caller({ selfServiceEnded: true, path: ['main', 'balance'] }))).toBe('pin')
})

test('without a service the last node that names one decides, and nothing is guessed', () => {
  expect(suggestedReason(caller({ path: ['main', 'balance', 'transfer-amount'] }))).toBe('transfer-own')
  expect(suggestedReason(caller({ path: ['main'] }))).toBeNull()
  expect(suggestedReason(null)).toBeNull()
})
