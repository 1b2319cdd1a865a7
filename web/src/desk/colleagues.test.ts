import { describe, expect, it } from 'vitest'
import type { Colleague } from '../api/types'
import { findColleagues, numberIn, outside } from './colleagues'

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

  it('offers no telephone for a colleague, nor before the colleagues are known', () => {
    expect(outside(undefined, '1002')).toBeNull()
    expect(outside(all, '1002')).toBeNull()
    expect(outside(all, '1009')).toBe('1009')
    expect(outside(all, '0951 5555 666')).toBe('09515555666')
  })
})
