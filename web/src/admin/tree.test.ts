import { expect, test } from 'vitest'
import type { OrgUnit } from '../api/types'
import { fullName, isWithin, kindsBelow, peopleBelow, treeOf } from './tree'

const unit = (path: string, parentId: string | null, users = 0): OrgUnit => ({
  id: path,
  path,
  parentId,
  code: path.split('/').at(-1)!,
  kind: 'team',
  name: { zh: path, en: path },
  closed: false,
  users,
  version: 1,
})

const units = [unit('head', null, 1), unit('head/a', 'head', 2), unit('head/a/x', 'head/a', 3), unit('head/ab', 'head')]

test('units stand below their parents', () => {
  const [head] = treeOf(units)
  expect(head!.below.map((node) => node.unit.path)).toEqual(['head/a', 'head/ab'])
  expect(peopleBelow(head!)).toBe(6)
})

test('a unit whose parent is not there stands at the top', () => {
  expect(treeOf([unit('x/y', 'gone')])).toHaveLength(1)
})

test('within is by whole names', () => {
  expect(isWithin(units[2]!, units[1]!)).toBe(true)
  expect(isWithin(units[3]!, units[1]!)).toBe(false)
})

test('a full name tells all that lies above', () => {
  expect(fullName('head/a/x', units, (one) => one.code)).toBe('head › a › x')
  expect(fullName('gone', units, (one) => one.code)).toBe('gone')
})

test('nothing stands below what is not there', () => {
  expect(kindsBelow('')).toEqual(['headOffice'])
  expect(kindsBelow('king' as never)).toEqual([])
})
