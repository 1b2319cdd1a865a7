import { describe, expect, it } from 'vitest'
import type { DeskCall, DeskState } from '../api/types'
import { isGuiding, keyOf, mayEnd, mayPickUp, verbsOf } from './verbs'

const call = (change: Partial<DeskCall>): DeskCall =>
  ({
    askedBy: null,
    consult: null,
    entry: null,
    identification: 'number',
    kept: { state: 'kept', until: null },
    ...change,
  }) as DeskCall

const consult = (stage: 'ringing' | 'apart' | 'waiting' | 'joined') =>
  ({ kind: 'agent', whom: '1002', name: null, stage, thenTransfer: false, since: '' }) as DeskCall['consult']

describe('what a desk offers to do with a call', () => {
  it('offers nothing to one who is only consulted', () =>
    expect(verbsOf(call({ askedBy: { number: '1002', name: { zh: '', en: '' } } }))).toEqual([]))

  it('offers a secret only of a customer who is known', () => {
    expect(verbsOf(call({}))).toContain('secret')
    expect(verbsOf(call({ identification: 'none' }))).not.toContain('secret')
  })

  it('sends nobody back to a menu that is closed to him', () => {
    expect(verbsOf(call({}))).toContain('menu')
    expect(verbsOf(call({ selfServiceEnded: true }))).not.toContain('menu')
  })

  it('lets only an agent with nothing in hand pick up a parked call', () => {
    const free = { wrapup: null, listening: null }
    expect(mayPickUp({ ...free, state: 'ready' })).toBe(true)
    expect(mayPickUp({ ...free, state: 'notReady' })).toBe(true)
    expect(mayPickUp({ ...free, state: 'talking' })).toBe(false)
    expect(mayPickUp({ ...free, state: 'notReady', wrapup: {} as NonNullable<DeskState['wrapup']> })).toBe(false)
    expect(mayPickUp(null)).toBe(false)
  })

  it('completes a transfer only once somebody has answered', () => {
    expect(verbsOf(call({ consult: consult('ringing') }))).not.toContain('transfer')
    for (const stage of ['apart', 'waiting', 'joined'] as const)
      expect(verbsOf(call({ consult: consult(stage) }))).toContain('transfer')
  })

  it('lets nobody send the customer away while a secret is keyed', () => {
    const keying = { secret: 'enquiryPin', keyed: 2, digits: 6, outcome: null } as DeskCall['entry']
    expect(verbsOf(call({ entry: keying }))).toEqual(['stopSecret'])
    expect(verbsOf(call({ entry: keying, consult: consult('apart') }))).not.toContain('transfer')
  })

  it('offers the one key that ends a spoken PIN, and brings nobody in meanwhile', () => {
    expect(verbsOf(call({}))).toContain('pinSpoken')
    const spoken = { state: 'pinSpoken', until: null } as DeskCall['kept']
    expect(verbsOf(call({ kept: spoken }))).toEqual(['pinOver'])
    expect(verbsOf(call({ kept: spoken, consult: consult('joined') }))).toEqual(['pinOver', 'drop'])
  })

  it('pauses what is recorded and lets what is paused go on', () => {
    const kept = (state: DeskCall['kept']['state']) => verbsOf(call({ kept: { state, until: null } }))
    expect(kept('kept')).toContain('pause')
    expect(kept('paused')).toContain('record')
    expect(kept('paused')).not.toContain('pause')
    for (const verb of ['pause', 'record']) expect(kept('failed')).not.toContain(verb)
  })

  it('neither holds nor gives away who is guided in the menu, but leaves him there or ends it', () => {
    const guide = (waits: 'key' | 'secret', ended: string | null = null) =>
      ({ path: ['main'], waits, keyed: 0, results: [], ended, since: '' }) as DeskCall['guide']
    expect(verbsOf(call({}))).toContain('guide')
    expect(verbsOf(call({ selfServiceEnded: true }))).not.toContain('guide')
    expect(verbsOf(call({ guide: guide('key') }))).toEqual(['stopGuide', 'pinSpoken', 'pause'])
    expect(verbsOf(call({ guide: guide('secret') }))).toEqual(['stopGuide', 'pause'])
    expect(verbsOf(call({ guide: guide('key', 'key0') }))).toContain('guide')
    expect(isGuiding(call({ guide: guide('key') }))).toBe(true)
    expect(isGuiding(call({ guide: guide('key', 'stopped') }))).toBe(false)
    expect(isGuiding(call({}))).toBe(false)
  })

  it('ends no call while somebody is consulted, and lets who is consulted leave at any time', () => {
    expect(mayEnd(call({ consult: consult('apart') }))).toBe(false)
    expect(mayEnd(call({ consult: consult('joined') }))).toBe(true)
    expect(mayEnd(call({}))).toBe(true)
    expect(mayEnd(call({ consult: consult('apart'), askedBy: { number: '1', name: { zh: '', en: '' } } }))).toBe(true)
  })

  it('has one key for each of what it offers at a time', () => {
    for (const one of [call({}), call({ consult: consult('apart') }), call({ consult: consult('joined') })]) {
      const keys = verbsOf(one).map((verb) => keyOf[verb])
      expect(new Set(keys).size).toBe(keys.length)
      for (const key of keys) expect(['m', 'h', 'e', 'i', 'd', ' ']).not.toContain(key)
    }
  })
})
