import { expect, test, vi } from 'vitest'

vi.mock('jssip', () => ({ UA: class {}, WebSocketInterface: class {} }))
vi.stubGlobal('Audio', class {})
const { whyOf } = await import('./softphone')

test('the end of a call is told in a customer\'s words', () => {
  expect(whyOf({ originator: 'local', cause: 'Canceled' })).toBe('byMe')
  expect(whyOf({ originator: 'remote', cause: 'Busy' })).toBe('busy')
  expect(whyOf({ originator: 'remote', cause: 'Not Found' })).toBe('notFound')
  expect(whyOf({ originator: 'system', cause: 'Request Timeout' })).toBe('unreachable')
  expect(whyOf({ originator: 'remote', cause: 'Rejected' })).toBe('failed')
})
