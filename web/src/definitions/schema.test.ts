import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { atBank } from '../i18n/format'
import { shown } from './lines'
import { emptyOf, placeOf, shapeOf, written, type Schema } from '../form/schema'

const root: Schema = {
  type: 'object',
  properties: {
    list: {
      type: 'array',
      'x-zh': '清单',
      'x-en': 'List',
      items: {
        type: 'object',
        required: ['code', 'many'],
        properties: {
          code: { type: 'string', 'x-zh': '代码' },
          many: { type: 'integer' },
          kind: { type: 'string', enum: ['a', 'b'] },
        },
      },
    },
    spans: { $ref: '#/$defs/spans', 'x-zh': '时段' },
    nodes: { type: 'object', additionalProperties: { type: 'object', properties: { says: { type: 'array' } } } },
  },
  $defs: { spans: { type: 'array', items: { type: 'string' } } },
}

test('a list of small records is a table, of texts words, records by name a map', () => {
  const shape = (name: string) => {
    const own = root.properties![name]!
    return shapeOf(own.$ref ? { ...root.$defs!['spans'], ...own } : own, root)
  }
  expect([shape('list'), shape('spans'), shape('nodes')]).toEqual(['table', 'words', 'map'])
})

test('a new row has what it must have', () =>
  expect(emptyOf(root.properties!['list']!.items!, root)).toEqual({ code: '', many: 0 }))

test('a place is told in the names of its fields', () => {
  expect(placeOf('/list/balance/code', root, 'zh-CN')).toBe('清单 › balance › 代码')
  expect(placeOf('/nodes/a~1b', root, 'en')).toBe('nodes › a/b')
})

test('an area code is shown as it is written', () =>
  expect(written(parseDocument('a: 0471'), ['a'])).toBe('0471'))

test('a change in the form leaves comments and order as they are', () => {
  const document = parseDocument('# why\nlist:\n  - { code: x, many: 1 } # first\n')
  document.setIn(['list', 0, 'many'], document.createNode(2))
  expect(document.toString({ lineWidth: 0 })).toBe('# why\nlist:\n  - { code: x, many: 2 } # first\n')
})

test('only what changed is shown, with what stands around it', () => {
  const lines = shown('a\nb\nc\nd\ne\nf\ng\nh\n', 'a\nb\nc\nd\ne\nF\ng\nh\n')
  expect(lines.map((line) => `${line.kind} ${line.text}`)).toEqual([
    'same d',
    'same e',
    'gone f',
    'put F',
    'same g',
    'same h',
  ])
})

test('a moment is the one the bank’s clocks show', () => {
  expect(atBank('2026-12-01T00:00:00', 'Asia/Shanghai')).toBe('2026-11-30T16:00:00.000Z')
  expect(atBank('2026-07-01T12:30:00', 'Europe/Berlin')).toBe('2026-07-01T10:30:00.000Z')
})
