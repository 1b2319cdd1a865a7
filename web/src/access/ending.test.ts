import { expect, it } from 'vitest'
import { endingOf } from './ending'

const end = '2026-03-02T10:00:00.000Z'
const at = (minutesBefore: number) => Date.parse(end) - minutesBefore * 60_000

it('warns fifteen minutes before the end of a session, and says when it is over', () => {
  expect(endingOf(end, at(15.1))).toBeNull()
  expect(endingOf(end, at(15))).toBe('near')
  expect(endingOf(end, at(0.1))).toBe('near')
  expect(endingOf(end, at(0))).toBe('over')
})
