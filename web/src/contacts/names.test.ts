import { expect, test } from 'vitest'
import { agentText } from './names'

test('an agent is named beside the number', () => {
  const name = { zh: '林晓燕', en: 'Lin Xiaoyan' }
  expect(agentText('1001', name, 'zh-CN')).toBe('林晓燕 1001')
  expect(agentText('1001', name, 'en')).toBe('Lin Xiaoyan 1001')
  expect(agentText('1001', null, 'en')).toBe('1001')
  expect(agentText(null, null, 'en')).toBe('–')
})
