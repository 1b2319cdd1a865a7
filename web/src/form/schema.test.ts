import { expect, test } from 'vitest'
import { filled, keepable, type Schema } from './schema'

const schema: Schema = {
  type: 'object',
  properties: { name: { type: 'string', 'x-unkept': true }, reason: { type: 'string' } },
}

test('what identifies a person is kept in no draft, and the rest comes back over an empty form', () => {
  expect(keepable({ name: '张伟', reason: 'found again' }, schema)).toEqual({ reason: 'found again' })
  expect(filled({ name: '', reason: '' }, { reason: 'found again' })).toEqual({ name: '', reason: 'found again' })
  expect(filled({ name: '', reason: '' }, undefined)).toEqual({ name: '', reason: '' })
})
