import { describe, expect, it } from 'vitest'
import { monthOf, periodsOf } from './periods'

describe('days of movements at the desk', () => {
  it('counts today among the seven, over the end of a month', () =>
    expect(periodsOf('2026-03-02')).toEqual({
      today: { from: '2026-03-02', to: '2026-03-02' },
      seven: { from: '2026-02-24', to: '2026-03-02' },
      month: { from: '2026-03-01', to: '2026-03-02' },
    }))

  it('has a month whole, and of the present one the days so far', () => {
    expect(monthOf('2028-02', '2028-03-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(monthOf('2026-03', '2026-03-02')).toEqual({ from: '2026-03-01', to: '2026-03-02' })
    expect(monthOf('', '2026-03-02')).toBeNull()
  })
})
