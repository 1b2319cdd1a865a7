import { expect, test } from 'vitest'
import { afterLeaving, beforeLeaving, leave } from './leaving'

test('what a user leaves behind is taken away once he may leave, and not while he may not', async () => {
  let may = false
  let gone = 0
  afterLeaving(() => (gone += 1))
  beforeLeaving(() => Promise.resolve(may))
  expect(await leave()).toBe(false)
  expect(gone).toBe(0)
  may = true
  expect(await leave()).toBe(true)
  expect(gone).toBe(1)
})
