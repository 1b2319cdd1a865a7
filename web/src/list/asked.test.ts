import { expect, test } from 'vitest'
import type { ListDescription } from '../api/types'
import { askedOf, changed, sizeOf, viewOf } from './asked'

const words = { zh: '', en: '' }
const column = (name: string, filter: ListDescription['columns'][number]['filter']) => ({
  name,
  title: words,
  type: 'text' as const,
  filter,
  sorts: false,
  extra: false,
})
const list: ListDescription = {
  name: 'x',
  title: words,
  sort: '-at',
  columns: [column('at', 'range'), column('who', 'exact'), column('detail', 'none')],
}

test('only what the list knows is asked of it', () =>
  expect(askedOf(new URLSearchParams('who=1&detail=2&at.from=2026-01-01&tab=3&sort=-at&who2='), list).toString()).toBe(
    'who=1&at.from=2026-01-01&sort=-at',
  ))

test('a change begins at the first page and takes out what is empty', () =>
  expect(changed(new URLSearchParams('who=1&after=abc'), { who: '', 'at.to': '2026-02-01' }).toString()).toBe(
    'at.to=2026-02-01',
  ))

test('a view keeps what is looked for, not the page', () =>
  expect(viewOf(new URLSearchParams('who=1&after=abc&sort=who')).toString()).toBe('who=1&sort=who'))

test('sizes as people read them', () => expect([sizeOf(2048), sizeOf(3_500_000)]).toEqual(['2 KB', '3.3 MB']))
