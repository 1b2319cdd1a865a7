import { expect, test } from 'vitest'
import { holds, minuteOfDay } from './find'

const branch = ['102', '东湖支行', 'East Lake branch', '宁川市城东区东湖路226号', '226 East Lake Road', null]

test.each([
  ['', true],
  ['东湖', true],
  ['lake 226', true],
  ['102', true],
  ['lake 227', false],
  ['西湖', false],
])('what is typed is looked for word by word in both languages: %s', (typed, found) => {
  expect(holds(branch, typed)).toBe(found)
})

test('a minute of the day is read as a clock shows it', () => {
  expect([0, 545, 1050, 1440].map(minuteOfDay)).toEqual(['00:00', '09:05', '17:30', '24:00'])
})
