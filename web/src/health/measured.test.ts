import { expect, test } from 'vitest'
import { bytes, lasting, measured } from './measured'

const days = (n: number) => `${n} days`

test('sizes are read at a glance', () => {
  expect([0, 1023, 1024, 1536, 5_368_709_120, 270_553_174_016, -2048].map(bytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KB',
    '1.5 KB',
    '5.0 GB',
    '252 GB',
    '-2.0 KB',
  ])
  expect(bytes(null)).toBe('–')
})

test('a value is told in its unit', () => {
  expect(measured(0.3, 'ms', days)).toBe('0.3 ms')
  expect(measured(2500, 'ms', days)).toBe('2,500 ms')
  expect(measured(12, 'days', days)).toBe('12 days')
  expect(measured(1600, 'count', days)).toBe('1,600')
  expect(measured(null, '', days)).toBe('–')
})

test('a duration has two parts at most', () => {
  expect([-5, 59_999, 60_000, 3_900_000, 186_000_000].map(lasting)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h 05 min',
    '2 d 3 h',
  ])
})
