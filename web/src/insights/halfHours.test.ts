import { expect, test } from 'vitest'
import { shareIn20, withoutGaps } from './halfHours'

const half = (at: string, answered: number) => ({
  at,
  offered: answered + 1,
  answered,
  abandoned: 1,
  within20: answered,
})

test('a half hour without calls is on the axis, empty', () => {
  const all = withoutGaps([half('2026-11-22T01:00:00.000Z', 3), half('2026-11-22T02:30:00.000Z', 5)])
  expect(all.map((one) => [one.at.slice(11, 16), one.answered])).toEqual([
    ['01:00', 3],
    ['01:30', 0],
    ['02:00', 0],
    ['02:30', 5],
  ])
})

test('no calls, no axis', () => {
  expect(withoutGaps([])).toEqual([])
})

test('the share in 20 s is of the settled ones', () => {
  expect(shareIn20(half('2026-11-22T01:00:00.000Z', 3))).toBe(0.75)
  expect(shareIn20({ at: '', offered: 2, answered: 0, abandoned: 0, within20: 0 })).toBeNull()
})
