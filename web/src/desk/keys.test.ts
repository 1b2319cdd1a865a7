import { expect, test } from 'vitest'
import { match, type DeskKey, type Press } from './keys'

const nothing = () => undefined
const keys: DeskKey[] = [
  { key: ' ', act: nothing },
  { key: 'm', act: nothing },
  { key: 'e', act: nothing, hold: true },
]
const press = (key: string, part: Partial<Press> = {}): Press => ({
  key,
  repeat: false,
  modified: false,
  inField: false,
  ...part,
})

test('a letter acts in either case', () => {
  expect(match(keys, press('m'))?.key).toBe('m')
  expect(match(keys, press('M'))?.key).toBe('m')
  expect(match(keys, press(' '))?.key).toBe(' ')
})

test('nothing acts while somebody types, holds a key down, or presses Ctrl', () => {
  expect(match(keys, press(' ', { inField: true }))).toBeNull()
  expect(match(keys, press('m', { repeat: true }))).toBeNull()
  expect(match(keys, press('m', { modified: true }))).toBeNull()
  expect(match(keys, press('x'))).toBeNull()
})
