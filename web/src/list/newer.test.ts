import { expect, test } from 'vitest'
import { newer, refreshed } from './newer'

const row = (id: string, state = 'open') => ({ id, state })

test('what came since stands before the first row that is shown', () => {
  expect(newer([row('b'), row('a')], [row('d'), row('c'), row('b')], 'id')).toBe(2)
  expect(newer([row('b'), row('a')], [row('b'), row('a')], 'id')).toBe(0)
  // Sorted the other way what is new comes last: nothing to offer here.
  expect(newer([row('a'), row('b')], [row('a'), row('b'), row('c')], 'id')).toBe(0)
})

test('when nothing that is shown is left, all is new', () => {
  expect(newer([], [row('a')], 'id')).toBe(1)
  expect(newer([row('a')], [row('c'), row('b')], 'id')).toBe(2)
  expect(newer([row('a')], [], 'id')).toBe(0)
})

test('rows change where they stand and stay when they are gone', () =>
  expect(refreshed([row('b'), row('a')], [row('c'), row('b', 'closed')], 'id')).toEqual([row('b', 'closed'), row('a')]))
