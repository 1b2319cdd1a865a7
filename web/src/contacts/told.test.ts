import i18next from 'i18next'
import { afterEach, expect, test } from 'vitest'
import type { TimelineEntry } from '../api/types'
import en from '../i18n/en.json'
import zh from '../i18n/zh-CN.json'
import { told } from './told'

await i18next.init({ lng: 'zh-CN', fallbackLng: false, interpolation: { escapeValue: false }, resources: { 'zh-CN': { translation: zh }, en: { translation: en } } })
afterEach(() => void i18next.changeLanguage('zh-CN'))

const entry = (kind: string, data: Record<string, unknown> = {}): TimelineEntry => ({ seq: 1, at: '2026-11-22T10:00:00.000Z', kind, data })
const balance = { code: 'balance', zh: '查询余额', en: 'Balance enquiry', initials: 'cxye', group: 'enquiry' }
const say = (kind: string, data?: Record<string, unknown>) => told(entry(kind, data), i18next.language, [balance]).text

test('an entry is a sentence in the language of the reader', async () => {
  expect(say('contact.humanRequested', { path: ['main', 'balance'], reason: 'key0' })).toBe('请求人工服务，按 0 转人工，路径 主菜单 › 查询余额')
  expect(say('contact.wrapup', { agent: '1001', reasonCode: 'balance', note: '已解释' })).toBe('话后处理：查询余额，备注：已解释')
  await i18next.changeLanguage('en')
  expect(say('contact.connected', { agent: '1001', waitUs: 18_300_000 })).toBe('Connected to agent 1001, waited 0:18')
  expect(say('contact.wrapup', { agent: '1001', reasonCode: 'balance', note: '' })).toBe('Wrap-up: Balance enquiry')
})

test('a number in the journal is shown masked', () => {
  expect(say('contact.arrived', { caller: '+8613800000001', via: 'browser' })).toBe('来电 138****0001，经网页呼入')
  expect(say('contact.arrived', { caller: null, via: 'sip' })).toBe('来电 号码未显示，经电话网呼入')
})

test('what a PIN was is never told, only whether it was right', () => {
  const text = say('contact.pinEntered', { kind: 'enquiry', right: false, count: 6, failures: 2, digits: undefined })
  expect(text).toBe('输入查询密码：错误，已错 2 次')
})

test('an unknown kind is shown as it is', () => {
  expect(told(entry('contact.somethingNew', { a: 1 }), 'zh-CN', [])).toMatchObject({ text: 'contact.somethingNew', raw: '{"a":1}' })
})

test('every kind has words in both languages', () => {
  expect(Object.keys(en.timeline.kinds)).toEqual(Object.keys(zh.timeline.kinds))
})
