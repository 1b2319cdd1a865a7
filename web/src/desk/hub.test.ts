import { expect, test } from 'vitest'
import { refusalOf } from './hub'

test('a refusal is the code that the server gave', () => {
  const error = new Error("An unexpected error occurred invoking 'Ready' on the server. HubException: phoneDown")
  expect(refusalOf(error).code).toBe('phoneDown')
})

test('a lost connection is told apart from a fault', () => {
  expect(refusalOf(new Error("Cannot send data if the connection is not in the 'Connected' State.")).code).toBe(
    'unreachable',
  )
  expect(refusalOf(new Error('something else')).code).toBe('unknown')
})
