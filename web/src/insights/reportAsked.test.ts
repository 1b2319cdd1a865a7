import { expect, test } from 'vitest'
import { askedOf, queryOf } from './reportAsked'

const asked = (query: string) => askedOf(new URLSearchParams(query), '2026-11-28')

test('an address that says nothing is the last seven days, day by day', () => {
  expect(queryOf(asked(''))).toBe('from=2026-11-22&to=2026-11-28&by=day')
})

test('an address is read and written alike', () => {
  const query = 'from=2026-11-01&to=2026-11-28&by=week&kpis=offered%2CserviceLevel&queue=service&version=1'
  expect(queryOf(asked(query))).toBe(query)
})

test('what is wrong in an address is as if it were not said', () => {
  expect(queryOf(asked('from=yesterday&to=2026-11-01&by=moon'))).toBe('from=2026-11-28&to=2026-11-28&by=day')
})
