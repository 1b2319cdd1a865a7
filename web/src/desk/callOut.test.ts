import { describe, expect, it } from 'vitest'
import type { DeskState } from '../api/types'
import { callsBack, mayCallOut } from './callOut'
import { numberIn } from './colleagues'

const state = (change: object): DeskState =>
  ({ state: 'ready', call: null, offer: null, listening: null, wrapup: null, dial: null, ...change }) as DeskState
const wrapup = { contactId: 'a', callerMasked: '138****0001' }

describe('calling out', () => {
  it.each([
    ['138 0000-0001', '13800000001'],
    ['+86 (10) 8888 8888', '+861088888888'],
    ['95566', '95566'],
    ['12', null],
    ['sip:a@b', null],
    ['', null],
  ])('%s is dialled as %s', (typed, dialled) => expect(numberIn(typed)).toBe(dialled))

  it('is for who is free, ready or not, and for nobody with something in hand', () => {
    expect(mayCallOut(state({}))).toBe(true)
    expect(mayCallOut(state({ state: 'notReady' }))).toBe(true)
    expect(mayCallOut(state({ dial: { stage: 'over' } }))).toBe(true)
    expect(mayCallOut(state({ dial: { stage: 'ringing' } }))).toBe(false)
    expect(mayCallOut(state({ call: {} }))).toBe(false)
    expect(mayCallOut(state({ offer: {} }))).toBe(false)
    expect(mayCallOut(state({ state: 'talking' }))).toBe(false)
  })

  it('calls back whom the wrap-up is about, else whose page is open', () => {
    expect(callsBack(state({ state: 'wrapup', wrapup }), '/contacts/b')).toBe('a')
    expect(callsBack(state({ state: 'wrapup', wrapup: { ...wrapup, callerMasked: '' } }), '/desk')).toBe(null)
    expect(callsBack(state({}), '/contacts/b')).toBe('b')
    expect(callsBack(state({}), '/contacts/b#top')).toBe('b')
    expect(callsBack(state({}), '/callbacks#c')).toBe('c')
    expect(callsBack(state({}), '/callbacks')).toBe(null)
    expect(callsBack(state({}), '/contacts')).toBe(null)
    expect(callsBack(state({ call: {} }), '/contacts/b')).toBe(null)
  })
})
