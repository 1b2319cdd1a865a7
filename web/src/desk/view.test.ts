import { describe, expect, test } from 'vitest'
import type { DeskCall, DeskOffer, DeskState } from '../api/types'
import {
  asksBeforeLeaving,
  holdLevel,
  opening,
  reduce,
  serverNow,
  shouldSend,
  shouldSpeak,
  waitedMs,
  type DeskView,
} from './view'

const at = Date.parse('2026-11-22T10:00:00.000Z')

const call: DeskCall = {
  contactId: 'c1',
  customerName: '张伟',
  title: '先生',
  segment: 'VIP',
  callerMasked: '138****0001',
  identification: 'enquiryPin',
  path: [],
  reason: 'key0',
  selfServiceEnded: false,
  language: 'zh-CN',
  attention: [],
  age: null,
  lastService: null,
  connectedAt: '2026-11-22T10:00:00.000Z',
  heldSince: null,
  muted: false,
  customerState: 'talking',
  accounts: [],
  draft: { reasonCode: null, note: '' },
  askedBy: null,
  consult: null,
  entry: null,
  ears: [],
  kept: { state: 'kept' as const, until: null },
  ownLine: null,
  customerLine: null,
}

const desk = (part: Partial<DeskState>): DeskState => ({
  agent: { number: '1001', name: { zh: '李敏', en: 'Li Min' } },
  state: 'ready',
  reason: null,
  since: '2026-11-22T10:00:00.000Z',
  phone: { kind: 'browser', up: true, registered: false },
  offer: null,
  parked: [],
  call: null,
  wrapup: null,
  queue: { waiting: 0, longestSince: null },
  day: { handled: 0, ahtMs: null },
  told: [],
  listening: null,
  view: 1,
  ...part,
})

const after = (...states: DeskState[]): DeskView =>
  states.reduce((view, state) => reduce(view, { kind: 'desk', desk: state, atMs: at }), opening)

describe('the lease', () => {
  test('a desk held elsewhere says since when', () => {
    const view = reduce(opening, { kind: 'claimed', claimed: { ok: false, heldSince: '2026-11-22T09:00:00.000Z' } })
    expect(view).toMatchObject({ lease: 'held', heldSince: '2026-11-22T09:00:00.000Z' })
  })

  test('a desk that was taken over shows nothing of the call any more', () => {
    const view = reduce(after(desk({ state: 'talking', call })), { kind: 'takenOver' })
    expect(view).toMatchObject({ lease: 'taken', desk: null, media: 'closed' })
  })
})

describe('the end of a conversation', () => {
  const wrapup = {
    contactId: 'c1',
    customerName: null,
    title: null,
    callerMasked: '',
    endedAt: '2026-11-22T10:03:00.000Z',
    draft: { reasonCode: null, note: '' },
    limitMs: 60_000,
    overdue: false,
  }

  test('by the customer', () => {
    expect(after(desk({ state: 'talking', call }), desk({ state: 'wrapup', wrapup })).lastEnd).toEqual({
      contactId: 'c1',
      by: 'customer',
    })
  })

  test('by the agent who asked for it', () => {
    const asked = reduce(after(desk({ state: 'talking', call })), { kind: 'endAsked', contactId: 'c1' })
    const ended = reduce(asked, { kind: 'desk', desk: desk({ state: 'wrapup', wrapup }), atMs: at })
    expect(ended.lastEnd).toEqual({ contactId: 'c1', by: 'agent' })
    expect(ended.endAsked).toBeNull()
  })

  test('a desk that was lost has lost the call, even when the router says so a moment later', () => {
    expect(
      after(desk({ state: 'talking', call }), desk({ state: 'talking' }), desk({ state: 'notReady', reason: 'lost' }))
        .lastEnd?.by,
    ).toBe('lost')
  })

  test('is forgotten with the next call', () => {
    expect(
      after(desk({ state: 'talking', call }), desk({}), desk({ state: 'talking', call: { ...call, contactId: 'c2' } }))
        .lastEnd,
    ).toBeNull()
  })
})

describe('clocks', () => {
  test('a change that just happened tells how far this clock is ahead', () => {
    const view = reduce(after(desk({})), {
      kind: 'desk',
      desk: desk({ state: 'notReady', since: '2026-11-22T10:00:05.000Z' }),
      atMs: at + 65_000,
    })
    expect(view.skewMs).toBe(60_000)
    expect(serverNow(view, at + 70_000)).toBe(at + 10_000)
  })

  test('the first state may be old and tells nothing', () => {
    expect(reduce(opening, { kind: 'desk', desk: desk({}), atMs: at + 900_000 }).skewMs).toBe(0)
  })
})

test('a refusal is gone when the state changes, and stays when only the queue does', () => {
  const refused = reduce(after(desk({ state: 'notReady' })), { kind: 'fault', code: 'phoneDown', detail: '' })
  expect(
    reduce(refused, {
      kind: 'desk',
      desk: desk({ state: 'notReady', queue: { waiting: 3, longestSince: null } }),
      atMs: at,
    }).fault?.code,
  ).toBe('phoneDown')
  expect(reduce(refused, { kind: 'desk', desk: desk({ state: 'ready' }), atMs: at }).fault).toBeNull()
})

test('between accepting and being joined the desk knows whom it waits for', () => {
  const offer: DeskOffer = {
    id: 'o1',
    contactId: 'c1',
    customerName: '张',
    title: '先生',
    segment: null,
    callerMasked: '',
    identification: 'none',
    path: [],
    reason: 'key0',
    selfServiceEnded: false,
    language: 'zh-CN',
    attention: [],
    age: null,
    lastService: null,
    waitMs: 0,
    expiresAt: '2026-11-22T10:00:20.000Z',
    ringMs: 20_000,
    askedBy: null,
  }
  const joining = after(desk({ state: 'ringing', offer }), desk({ state: 'talking' }))
  expect(joining.joining?.id).toBe('o1')
  expect(
    after(desk({ state: 'ringing', offer }), desk({ state: 'talking' }), desk({ state: 'talking', call })).joining,
  ).toBeNull()
  expect(after(desk({ state: 'talking', call }), desk({ state: 'talking' })).joining).toBeNull()
})

test('the wait goes on while the offer rings', () => {
  const offer = { waitMs: 61_000, ringMs: 15_000, expiresAt: '2026-11-22T10:00:15.000Z' }
  expect([-500, 0, 9_000].map((later) => waitedMs(offer, at + later))).toEqual([61_000, 61_000, 70_000])
})

test('the line is awake from the offer on, and the voice in it only in a call', () => {
  expect([shouldSend(desk({ state: 'ringing' })), shouldSpeak(desk({ state: 'ringing' }))]).toEqual([true, false])
  expect([shouldSend(desk({ state: 'hold', call })), shouldSpeak(desk({ state: 'hold', call }))]).toEqual([true, true])
  expect(shouldSpeak(desk({ state: 'talking', call: { ...call, muted: true } }))).toBe(false)
  expect(shouldSpeak(desk({ state: 'wrapup' }))).toBe(false)
})

test('the voice is sent in a call by the browser only', () => {
  expect(shouldSend(null)).toBe(false)
  expect(shouldSend(desk({}))).toBe(false)
  expect(shouldSend(desk({ call }))).toBe(true)
  expect(shouldSend(desk({ call, phone: { kind: 'sip', up: false, registered: true } }))).toBe(false)
})

test('a hold becomes louder at 30 and at 60 seconds', () => {
  expect([0, 29_999, 30_000, 59_999, 60_000].map(holdLevel)).toEqual([0, 0, 1, 1, 2])
})

test('a view that came late is not shown, and after a break the next one is whatever it counts', () => {
  const view = after(desk({ view: 5, state: 'talking', call }), desk({ view: 4, state: 'ready' }))
  expect(view.desk?.state).toBe('talking')
  const down = reduce(view, { kind: 'link', link: 'down' })
  expect(reduce(down, { kind: 'desk', desk: desk({ view: 1, state: 'wrapup' }), atMs: at }).desk?.state).toBe('wrapup')
})

test('leaving the page asks while it would break something off', () => {
  const ours = (part: Partial<DeskState>) => asksBeforeLeaving({ lease: 'ours', desk: desk(part) })
  expect([ours({ state: 'ready' }), ours({ state: 'talking', call }), ours({ state: 'hold', call })]).toEqual([
    true,
    true,
    true,
  ])
  expect([ours({ state: 'notReady' }), ours({ state: 'signedOut' })]).toEqual([false, false])
  expect(asksBeforeLeaving({ lease: 'held', desk: desk({ state: 'ready' }) })).toBe(false)
})

test('the customer of a call stays in view while it is wrapped up', () => {
  expect(after(desk({ state: 'talking', call }), desk({ view: 2, state: 'wrapup' })).lastCall?.contactId).toBe('c1')
})

test('a desk that listens in wakes its sender and is heard only when it speaks', () => {
  const listening = (mode: 'listen' | 'whisper' | 'barge') =>
    desk({
      state: 'notReady',
      listening: { contactId: 'c1', agent: { number: '1002', name: { zh: '', en: '' } }, mode, since: '' },
    })
  expect(shouldSend(listening('listen'))).toBe(true)
  expect(shouldSpeak(listening('listen'))).toBe(false)
  expect(shouldSpeak(listening('whisper'))).toBe(true)
  expect(shouldSpeak(listening('barge'))).toBe(true)
})
