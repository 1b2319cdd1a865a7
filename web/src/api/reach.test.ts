import { expect, test } from 'vitest'
import { afterAnswer } from './reach'

const at = (second: number) => `2026-11-22T10:00:0${second}.000Z`

test('since when there is no answer is the first failure, and what is seen is from the last answer', () => {
  const answered = afterAnswer({ lostAt: null, seenAt: null }, 200, at(1))
  const lost = afterAnswer(answered, 0, at(2))
  expect(afterAnswer(lost, 503, at(3))).toEqual({ lostAt: at(2), seenAt: at(1) })
  expect(afterAnswer(lost, 404, at(4))).toEqual({ lostAt: null, seenAt: at(4) })
})
