import { describe, expect, test } from 'vitest'
import { amount, count, dateTime, dayOf, duration, hourMinute, maskNumber, percent, time } from './format'

describe('times', () => {
  test('a duration runs from seconds to hours', () => {
    expect([0, 999, 1000, 59_999, 185_000, 3_600_000, 3_729_000].map(duration)).toEqual([
      '0:00',
      '0:00',
      '0:01',
      '0:59',
      '3:05',
      '1:00:00',
      '1:02:09',
    ])
  })

  test('a duration that is not there is a dash, and one below zero is zero', () => {
    expect([null, undefined, Number.NaN].map(duration)).toEqual(['–', '–', '–'])
    expect(duration(-400)).toBe('0:00')
  })

  test('dates are written in the time zone of the bank, not of the browser', () => {
    expect(dateTime('2026-03-02T06:05:09.123Z', 'Asia/Shanghai')).toBe('2026-03-02 14:05:09')
    expect(time('2026-03-02T16:00:00.000Z', 'Asia/Shanghai')).toBe('00:00:00')
    expect(hourMinute('2026-03-02T01:30:00.000Z', 'Asia/Shanghai')).toBe('09:30')
    expect(dateTime('nonsense', 'Asia/Shanghai')).toBe('–')
  })

  test('the bank is in tomorrow while UTC is still in today', () => {
    expect(dayOf(Date.parse('2026-11-22T16:30:00Z'), 'Asia/Shanghai')).toBe('2026-11-23')
  })
})

test('figures have one decimal and thousands', () => {
  expect([percent(0.8979591), percent(1), percent(0), percent(null), percent(0.93, 0)]).toEqual([
    '89.8%',
    '100.0%',
    '0.0%',
    '–',
    '93%',
  ])
  expect([count(1234567), count(0), count(null)]).toEqual(['1,234,567', '0', '–'])
})

test('amounts have thousands and keep their fen', () => {
  expect(['0.05', '12345.67', '1234567', '-1000.00', '100.00', null, '已冻结'].map(amount)).toEqual([
    '0.05',
    '12,345.67',
    '1,234,567',
    '-1,000.00',
    '100.00',
    '–',
    '已冻结',
  ])
})

test('a number is shown by its head and tail only', () => {
  expect(maskNumber('+8613800000001')).toBe('138****0001')
  expect(maskNumber('13800000001')).toBe('138****0001')
  expect(maskNumber('138****0001')).toBe('138****0001')
  expect(maskNumber('095****0001')).toBe('095****0001')
  expect(maskNumber('1001')).toBe('1001')
  expect(maskNumber(null)).toBe('')
})
