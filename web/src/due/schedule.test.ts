import { expect, test } from 'vitest'
import { dailyAt } from './schedule'

test('what runs once every day is told by its hour, all else as it stands', () => {
  expect(dailyAt('30 2 * * *')).toBe('02:30')
  expect(dailyAt('5 13 * * *')).toBe('13:05')
  expect(['*/5 * * * *', '30 2 * * 1', '30 2 1 * *', ''].map(dailyAt)).toEqual([null, null, null, null])
})
