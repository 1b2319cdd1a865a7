import { expect, test } from 'vitest'
import type { Segment, SegmentParty } from '../api/types'
import { earsOf, heardByRecorded, listenersOf } from './segments'

const party = (role: string, who: string | null, hears: number[], more: Partial<SegmentParty> = {}): SegmentParty => ({
  role,
  who,
  name: null,
  mode: null,
  music: false,
  hears,
  ...more,
})
const segment = (kind: string, ...parties: SegmentParty[]): Segment => ({
  kind,
  fromSample: 0,
  toSample: 8000,
  fromMs: 0,
  toMs: 1000,
  parties,
})

test('in a talk with a listener both hear the customer, who hears the agent alone', () => {
  const talk = segment(
    'talk',
    party('customer', null, [1]),
    party('agent', '1001', [0]),
    party('listener', '2001', [0, 1], { mode: 'listen' }),
  )
  expect(listenersOf(talk).map(({ who }) => who)).toEqual(['1001', '2001'])
  expect(heardByRecorded(talk)).toEqual([talk.parties[1]])
  expect(earsOf(talk).map(({ who }) => who)).toEqual(['2001'])
})

test('a customer on hold is heard by nobody and hears music', () => {
  const hold = segment('hold', party('customer', null, [], { music: true }), party('agent', '1001', []))
  expect(listenersOf(hold)).toEqual([])
  expect(heardByRecorded(hold)).toBe('music')
})

test('in the menu the customer hears the centre', () => {
  expect(heardByRecorded(segment('menu', party('customer', null, [])))).toBe('centre')
})

test('of a consultation recorded apart it is the consulted one who is heard, never by the customer', () => {
  const consult = segment(
    'consult',
    party('customer', null, [], { music: true }),
    party('agent', '1001', [2]),
    party('consulted', '1002', [1]),
    party('listener', '2001', [1, 2], { mode: 'listen' }),
  )
  expect(listenersOf(consult, 'consulted').map(({ who }) => who)).toEqual(['1001', '2001'])
  expect(heardByRecorded(consult, 'consulted')).toEqual([consult.parties[1]])
  expect(listenersOf(consult)).toEqual([])
})
