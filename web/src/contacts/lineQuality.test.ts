import { expect, test } from 'vitest'
import type { TimelineEntry } from '../api/types'
import { gradeOf, linesOf } from './lineQuality'

const line = (data: Record<string, unknown>): TimelineEntry => ({
  seq: 1,
  at: '2026-11-26T08:00:00.000Z',
  kind: 'contact.lineQuality',
  data,
})

test('the worse way of each measure decides', () => {
  const grade = (data: Record<string, unknown>) => linesOf([line({ line: 'customer', ...data })])[0]?.grade
  expect(grade({ lossFromPct: 1, lossToPct: 0, jitterFromMs: 30, roundTripMs: 300 })).toBe('good')
  expect(grade({ lossFromPct: 0, lossToPct: 1.1 })).toBe('fair')
  expect(grade({ lossFromPct: 0, jitterFromMs: 5, jitterToMs: 31 })).toBe('fair')
  expect(grade({ lossFromPct: 5, roundTripMs: 800 })).toBe('fair')
  expect(grade({ lossFromPct: 5.1 })).toBe('poor')
  expect(grade({ roundTripMs: 801 })).toBe('poor')
  expect(grade({ jitterToMs: 60.1 })).toBe('poor')
})

test('each line stands for itself; what nobody measured is not a number', () => {
  const lines = linesOf([
    line({ line: 'agent', agent: '1001', lossFromPct: 0, jitterFromMs: 2.5, roundTripMs: 12 }),
    { ...line({}), kind: 'contact.ended' },
    line({ line: 'agent', agent: '1002' }),
    line({ line: 'customer', lossFromPct: 6 }),
  ])
  expect(lines).toEqual([
    { agent: '1001', grade: 'good', lossFrom: 0, lossTo: null, jitter: 2.5, roundTrip: 12, mos: null, codec: null },
    { agent: null, grade: 'poor', lossFrom: 6, lossTo: null, jitter: null, roundTrip: null, mos: null, codec: null },
  ])
})

test('where the estimate of the whole is known, it decides', () => {
  const [one] = linesOf([line({ line: 'customer', lossFromPct: 0, mos: 3.7, codec: 'PCMA' })])
  expect(one).toMatchObject({ grade: 'fair', mos: 3.7, codec: 'PCMA' })
  expect(([4.41, 4, 3.99, 3.6, 3.59, 1] as const).map(gradeOf)).toEqual(['good', 'good', 'fair', 'fair', 'poor', 'poor'])
})
