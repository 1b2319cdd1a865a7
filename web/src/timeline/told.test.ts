import i18next from 'i18next'
import { afterEach, expect, test } from 'vitest'
import type { TimelineEntry } from '../api/types'
import { bankingEvents } from '../banking/events'
import { contactEvents } from '../contacts/events'
import { selfServiceEvents } from '../self-service/events'
import { both } from '../i18n/both'
import { told } from './told'

const spoken = {
  nodes: { main: '主菜单', balance: '查询余额', 'pin-transaction': '交易密码' },
  services: { transfer: '本人账户转账' },
  outcomes: { posted: '成功' },
  prompts: { 'menu.balance': '查询余额请按 1。' },
}
const { zh, en } = both()
await i18next.init({
  lng: 'zh-CN',
  fallbackLng: false,
  interpolation: { escapeValue: false },
  resources: { 'zh-CN': { translation: { ...zh, ...spoken } }, en: { translation: en } },
})
afterEach(() => void i18next.changeLanguage('zh-CN'))

const events = { ...contactEvents, ...selfServiceEvents, ...bankingEvents }
const entry = (kind: string, data: Record<string, unknown> = {}) =>
  ({ seq: 1, at: '2026-11-22T10:00:00.000Z', kind, data }) as unknown as TimelineEntry
const balance = { code: 'balance', zh: '查询余额', en: 'Balance enquiry', initials: 'cxye', group: 'enquiry', inForce: true }
const say = (kind: string, data?: Record<string, unknown>) =>
  told(entry(kind, data), events, { language: i18next.language, reasons: [balance] }).text

test('an entry is a sentence in the language of the reader', async () => {
  expect(say('contact.humanRequested', { path: ['main', 'balance'], reason: 'key0' })).toBe(
    '请求人工服务，按 0 转人工，路径 主菜单 › 查询余额',
  )
  await i18next.changeLanguage('en')
  expect(say('contact.connected', { agent: '1001', waitUs: 18_300_000 })).toBe('Connected to agent 1001, waited 0:18')
  expect(say('contact.wrapup', { agent: '1001', reasonCode: 'balance', note: '' })).toBe('Wrap-up: Balance enquiry')
})

test('guidance is told by where it began, what was asked and how it ended', async () => {
  expect(say('contact.guidance', { agent: '1001', from: 'balance' })).toBe('座席 1001 开始指导客户使用电话银行（查询余额）')
  expect(say('contact.guidanceStep', { agent: '1001', path: ['main', 'balance'], waits: 'digits' })).toBe(
    '指导中：主菜单 › 查询余额，等待按键',
  )
  expect(say('contact.guidanceOver', { agent: '1001', why: 'key0' })).toBe('指导结束：按 0 转人工')
  await i18next.changeLanguage('en')
  expect(say('contact.guidance', { agent: '1001' })).toBe('Agent 1001 begins to guide the customer in the menu')
  expect(say('contact.guidanceOver', { agent: '1001', why: 'alone' })).toBe(
    'Guidance over: the agent left, the customer goes on',
  )
})

test('the note stands with the facts, and only there', () => {
  expect(say('contact.wrapup', { agent: '1001', reasonCode: 'balance', note: '已解释' })).toBe('话后处理：查询余额')
  expect(say('contact.wrapupDraft', { reasonCode: null, note: '已解释' })).not.toContain('已解释')
})

test('a posting is told with its amount and its number', () => {
  expect(
    say('contact.service', {
      item: 'transfer',
      outcome: 'posted',
      achieved: true,
      number: 'T260302000001',
      amountMinor: 1_234_500,
      currency: 'CNY',
    }),
  ).toBe('本人账户转账，成功，12,345.00 元，凭证号 T260302000001')
  expect(
    say('contact.transferSettled', { number: 'T260302000001', outcome: 'posted', amountMinor: 5, currency: 'CNY' }),
  ).toBe('转账 T260302000001 核实完毕，0.05 元，已入账')
})

test('prompts and menu nodes are told by their words, and by their code where the server has none', () => {
  expect(say('contact.prompted', { prompts: ['menu.balance', 'menu.new'] })).toBe('播放语音：查询余额请按 1。 menu.new')
  expect(say('contact.node', { node: 'pin-transaction' })).toBe('进入 交易密码')
})

test('a number in the journal is shown masked', () => {
  expect(say('contact.arrived', { caller: '+8613800000001', via: 'browser' })).toBe('来电 138****0001，经网页呼入')
  expect(say('contact.arrived', { via: 'sip' })).toBe('来电 号码未显示，经电话网呼入')
})

test('what a PIN was is never told, only whether it was right', () => {
  expect(
    say('contact.pinEntered', { pin: 'enquiry', right: false, count: 6, failures: 2, end: 'wrong', digits: '123456' }),
  ).toBe('输入查询密码：错误，已错 2 次')
})

test('an unknown kind is shown as it is', () => {
  expect(told(entry('contact.somethingNew', { a: 1 }), events, { language: 'zh-CN', reasons: [] })).toMatchObject({
    text: 'contact.somethingNew',
    raw: '{"a":1}',
    technical: true,
  })
})
