import { expect, test } from 'vitest'
import { agentText, asked, filterOf, isNarrowed } from './filter'

const today = '2026-03-02'
const of = (address: string) => filterOf(new URLSearchParams(address), today)

test('an address without a filter asks for today', () => {
  expect(of('')).toEqual({ day: today, to: today, q: '', agent: '', outcome: '' })
  expect(asked(of(''))).toEqual({ day: today })
  expect(isNarrowed(of(''))).toBe(false)
})

test('a filter comes back from the address it was written to', () => {
  const filter = { day: '2026-02-01', to: today, q: '张伟', agent: '1001', outcome: 'abandoned' }
  expect(of(new URLSearchParams(asked(filter)).toString())).toEqual(filter)
  expect(isNarrowed(filter)).toBe(true)
})

test('what an address cannot mean is left out', () => {
  expect(of('day=yesterday&to=&outcome=lost')).toEqual(of(''))
  expect(of('day=2026-03-02&to=2026-03-01').to).toBe('2026-03-02')
})

test('an agent is named beside the number', () => {
  const name = { zh: '林晓燕', en: 'Lin Xiaoyan' }
  expect(agentText('1001', name, 'zh-CN')).toBe('林晓燕 1001')
  expect(agentText('1001', name, 'en')).toBe('Lin Xiaoyan 1001')
  expect(agentText('1001', null, 'en')).toBe('1001')
  expect(agentText(null, null, 'en')).toBe('–')
})
