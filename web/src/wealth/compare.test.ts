import { expect, test } from 'vitest'
import type { WealthSheet } from '../api/types'
import { columns, peersOf, percent } from './compare'

const days = { from: '2026-01-01', to: '2026-12-31' }
const source = { zh: '说明书', en: 'Sheet' }
const figures = { risk: 'R1', termDays: 0, currency: 'CNY', minYuan: 1, effective: days, source }
const peer = { bank: source, ...figures }
const sheet = {
  today: '2026-03-02',
  products: [
    {
      product: { code: 'daily', zh: '日日享', en: 'Daily', stepYuan: 100, sale: days, ...figures },
      onSale: true,
      inForce: true,
      leftMinor: 5,
    },
  ],
  peers: [
    { product: { zh: '甲', en: 'A', ...peer }, inForce: false },
    { product: { zh: '乙', en: 'B', ...peer, risk: 'R2' }, inForce: true },
  ],
} as unknown as WealthSheet

test('own products come first and others keep their places', () => {
  const all = columns(sheet)
  expect(all.map((one) => one.key)).toEqual(['daily', 'peer-0', 'peer-1'])
  expect(all[0]?.effective).toBe('2026-01-01 – 2026-12-31')
  expect(all[1]?.inForce).toBe(false)
})

test('a product is compared with those of its risk', () => {
  expect(peersOf(columns(sheet), 'daily')).toEqual(['daily', 'peer-0'])
  expect(peersOf(columns(sheet), 'nothing')).toEqual([])
})

test('a benchmark of one figure is told once', () => {
  expect(percent({ low: '2.10', high: '2.10' })).toBe('2.10%')
  expect(percent({ low: '1.60', high: '1.90' })).toBe('1.60% – 1.90%')
  expect(percent(null)).toBeNull()
})
