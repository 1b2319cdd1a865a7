import i18next from 'i18next'
import { afterEach, expect, test } from 'vitest'
import { both } from '../i18n/both'
import { customerName, surname } from './names'

const { zh, en } = both()
await i18next.init({
  lng: 'zh-CN',
  fallbackLng: false,
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
})
afterEach(() => void i18next.changeLanguage('zh-CN'))

test('a family name has one character, or two when it is a compound', () => {
  expect(['张伟', '欧阳娜娜', '张*', '𠮷田花', '买买提·艾力', 'John Smith', '宁川商贸有限公司'].map(surname)).toEqual([
    '张',
    '欧阳',
    '张',
    '𠮷',
    '买买提·艾力',
    'John Smith',
    '宁川商贸有限公司',
  ])
})

test('a customer is addressed by family name and title', async () => {
  expect(customerName({ customerName: '张伟', title: '先生' })).toBe('张先生')
  expect(customerName({ customerName: '张先生', title: '先生' })).toBe('张先生')
  expect(customerName({ customerName: '宁川商贸有限公司', title: null })).toBe('宁川商贸有限公司')
  expect(customerName({ customerName: null, title: null })).toBe('未识别来电')
  await i18next.changeLanguage('en')
  expect(customerName({ customerName: '张伟', title: '先生' })).toBe('Mr 张')
  expect(customerName({ customerName: '王芳', title: '女士' })).toBe('Ms 王')
})
