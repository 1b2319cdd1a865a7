import { describe, expect, test } from 'vitest'
import type { Reason } from '../api/types'
import { findReasons, withRecent } from './reasons'

const reason = (code: string, zh: string, en: string, initials: string): Reason => ({
  code,
  zh,
  en,
  initials,
  inForce: true,
  group: 'enquiry',
})
const all = [
  reason('detail', '查询明细', 'Statement enquiry', 'cxmx'),
  reason('balance', '查询余额', 'Balance enquiry', 'cxye'),
  reason('transfer', '转账汇款', 'Transfer', 'zzhk'),
  reason('loss', '挂失', 'Loss report', 'gs'),
  reason('progress', '办卡进度查询', 'Card application', 'bkjdcx'),
]
const codes = (typed: string, recent: string[] = []) => findReasons(all, typed, recent).map((found) => found.code)

describe('a reason is found', () => {
  test('by its pinyin initials', () => {
    expect(codes('cxye')).toEqual(['balance'])
    expect(codes('CXYE')).toEqual(['balance'])
    expect(codes('gs')).toEqual(['loss'])
  })

  test('by the beginning of the initials, and those that only contain it come after', () => {
    expect(codes('cx')).toEqual(['detail', 'balance', 'progress'])
  })

  test('by Chinese and by English words', () => {
    expect(codes('余额')).toEqual(['balance'])
    expect(codes('enq')).toEqual(['detail', 'balance'])
    expect(codes('report')).toEqual(['loss'])
  })

  test('not by what matches nothing', () => {
    expect(codes('zzz')).toEqual([])
  })
})

describe('the last used', () => {
  test('come first when nothing is typed', () => {
    expect(codes('', ['loss', 'transfer'])).toEqual(['loss', 'transfer', 'detail', 'balance', 'progress'])
  })

  test('come first among equals, not before better matches', () => {
    expect(codes('cx', ['progress', 'balance'])).toEqual(['balance', 'detail', 'progress'])
  })

  test('are remembered once each, newest first, eight at most', () => {
    expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c'])
    expect(withRecent(['1', '2', '3', '4', '5', '6', '7', '8'], '9')).toEqual(['9', '1', '2', '3', '4', '5', '6', '7'])
  })
})
