import { expect, test, vi } from 'vitest'

vi.mock('jssip', () => ({ UA: class {}, WebSocketInterface: class {} }))
vi.stubGlobal('Audio', class {})
const { whyEnded, whyOf } = await import('./softphone')

test('the end of a call is told in a customer\'s words', () => {
  expect(whyOf({ originator: 'local', cause: 'Canceled' })).toBe('byMe')
  expect(whyOf({ originator: 'remote', cause: 'Busy' })).toBe('busy')
  expect(whyOf({ originator: 'remote', cause: 'Not Found' })).toBe('notFound')
  expect(whyOf({ originator: 'system', cause: 'Request Timeout' })).toBe('unreachable')
  expect(whyOf({ originator: 'remote', cause: 'Rejected' })).toBe('failed')
})

test('a call that its own telephone gave up was cut, not hung up by the customer', () => {
  expect(whyEnded({ originator: 'local', cause: 'RTP Timeout' })).toBe('cut')
  expect(whyEnded({ originator: 'local', cause: 'Terminated' })).toBe('byMe')
  expect(whyEnded({ originator: 'remote', cause: 'Terminated' })).toBe('byCentre')
})
