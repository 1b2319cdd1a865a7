import { expect, test } from 'vitest'
import type { ListDescription } from '../api/types'
import { askedOf, changed, cleared, narrowedOf, saidOf, sizeOf, viewOf } from './asked'

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
  search: null,
  columns: [column('at', 'range'), column('who', 'exact'), column('detail', 'none')],
}

test('only what the list knows is asked of it', () =>
  expect(askedOf(new URLSearchParams('who=1&detail=2&at.from=2026-01-01&tab=3&sort=-at&who2='), list).toString()).toBe(
    'who=1&at.from=2026-01-01&sort=-at',
  ))

test('a page starts with a day where the address says nothing of it, and looks for all when it was emptied', () => {
  const [start, of] = [{ 'at.from': '2026-03-02' }, (address: string) => new URLSearchParams(address)]
  const asked = (address: string) => askedOf(of(address), list, start).toString()
  expect(asked('')).toBe('at.from=2026-03-02')
  expect(asked('who=1')).toBe('who=1&at.from=2026-03-02')
  expect(asked('at.from=2026-01-01')).toBe('at.from=2026-01-01')
  expect(asked('at.from=')).toBe('')
  expect(changed(of('who=1'), { 'at.from': '' }, start).toString()).toBe('who=1&at.from=')
  // A view saved today is not of today for ever.
  expect(viewOf(saidOf(of('who=1&after=x'), list, start))).toBe('who=1')
  expect(narrowedOf(askedOf(of('who=1'), list, start), list, start)).toEqual(['who'])
  expect(narrowedOf(askedOf(of('at.from='), list, start), list, start)).toEqual(['at.from'])
  expect(cleared(of('who=1&at.from=&sort=who&size=20'), list).toString()).toBe('sort=who&size=20')
})

test('a list with a box for all columns is asked by it', () => {
  expect(askedOf(new URLSearchParams('q=x'), list).toString()).toBe('')
  expect(askedOf(new URLSearchParams('q=x'), { ...list, search: words }).toString()).toBe('q=x')
})

test('a change begins at the first page and takes out what is empty', () =>
  expect(changed(new URLSearchParams('who=1&after=abc'), { who: '', 'at.to': '2026-02-01' }).toString()).toBe(
    'at.to=2026-02-01',
  ))

test('a view keeps what is looked for, not the page', () =>
  expect(viewOf(new URLSearchParams('who=1&after=abc&sort=who')).toString()).toBe('who=1&sort=who'))

test('sizes as people read them', () => expect([sizeOf(2048), sizeOf(3_500_000)]).toEqual(['2 KB', '3.3 MB']))
