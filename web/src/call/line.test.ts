import { expect, test } from 'vitest'
import { afterLook, goodLine, lostForGoodMs, standingOf } from './line'

test('a call whose WebSocket is cut goes on while sound flows, and says that it reconnects', () => {
  const cut = afterLook({ ...goodLine, link: 'cut' }, 'connected', 1_000)
  expect(standingOf(cut, 999_000)).toBe('reconnecting')
  expect(standingOf({ ...cut, link: 'up' }, 999_000)).toBe('fine')
})

test('a call without sound is said to be silent, then to be over', () => {
  const lost = afterLook(goodLine, 'disconnected', 1_000)
  expect(standingOf(lost, 1_500)).toBe('silent')
  expect(standingOf(afterLook(lost, 'failed', 9_000), 1_000 + lostForGoodMs)).toBe('over')
})

test('a path that healed in time is forgotten', () => {
  const healed = afterLook(afterLook(goodLine, 'disconnected', 1_000), 'connected', 5_000)
  expect(standingOf(healed, 60_000)).toBe('fine')
})
