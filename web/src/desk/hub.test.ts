import { expect, test } from 'vitest'
import { reconnectAfter, refusalOf } from './hub'

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

test('a desk is back within two seconds of its centre, however long that was away, and not all desks at once', () => {
  expect(reconnectAfter(0)).toBe(0)
  for (const attempts of [1, 2, 3, 50, 5_000]) expect(reconnectAfter(attempts, 1)).toBeLessThanOrEqual(1_500)
  expect(reconnectAfter(50, 0)).not.toBe(reconnectAfter(50, 1))
})
