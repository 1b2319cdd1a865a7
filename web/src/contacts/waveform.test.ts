import { expect, test } from 'vitest'
import { columnsOf, placeOf } from './waveform'

test('a column shows the loudest of what it covers', () => {
  expect(columnsOf([0.1, 0.9, 0.2, 0.3], 2)).toEqual([0.9, 0.3])
  expect(columnsOf([0.5], 3)).toEqual([0.5, 0.5, 0.5])
  expect(columnsOf([], 3)).toEqual([])
  expect(columnsOf([2], 1)).toEqual([1])
})

test('a time has its place between the edges', () => {
  expect(placeOf(500, 1000, 300)).toBe(150)
  expect(placeOf(5000, 1000, 300)).toBe(300)
  expect(placeOf(5, 0, 300)).toBe(0)
})
