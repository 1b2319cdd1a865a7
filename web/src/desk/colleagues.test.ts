import { describe, expect, it } from 'vitest'
import type { Colleague, DirectoryEntry } from '../api/types'
import { findColleagues, findEntries, numberIn, outside } from './colleagues'

const of = (number: string, zh: string, en: string): Colleague => ({ number, name: { zh, en }, state: 'ready', since: '' })
const all = [of('1002', '王强', 'Wang Qiang'), of('1003', '李敏', 'Li Min'), of('2001', '马丽', 'Ma Li')]
const found = (typed: string) => findColleagues(all, typed).map((one) => one.number)

describe('whom a typed text means', () => {
  it('finds by number, name, initials and the start of a name', () => {
    expect(found('100')).toEqual(['1002', '1003'])
    expect(found('李')).toEqual(['1003'])
    expect(found('lm')).toEqual(['1003'])
    expect(found('li')).toEqual(['1003', '2001'])
    expect(found('')).toHaveLength(3)
    expect(found('zz')).toEqual([])
  })

  it('knows a telephone number however it is written', () => {
    expect(numberIn('+86 138-0000-0001')).toBe('+8613800000001')
    expect(numberIn('(0951) 5555 666')).toBe('09515555666')
    expect(numberIn('95')).toBeNull()
    expect(numberIn('sip:a@b')).toBeNull()
  })

  it('finds branches and experts by name, initials and number', () => {
    const east: DirectoryEntry = {
      code: 'east', name: { zh: '城东支行', en: 'East branch' }, initials: 'cdzh', number: '09515550101', open: true,
    }
    for (const typed of ['城东', 'cdz', 'east', 'Branch', '09515', '']) expect(findEntries([east], typed)).toEqual([east])
    expect(findEntries([east], 'cx')).toEqual([])
  })

  it('offers no telephone for a colleague, nor before the colleagues are known', () => {
    expect(outside(undefined, '1002')).toBeNull()
    expect(outside(all, '1002')).toBeNull()
    expect(outside(all, '1009')).toBe('1009')
    expect(outside(all, '0951 5555 666')).toBe('09515555666')
  })
})
