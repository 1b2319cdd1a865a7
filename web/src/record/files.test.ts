import { describe, expect, it } from 'vitest'
import { extensionOf, sizeOf } from './files'

describe('a file of a record', () => {
  it('has a size that people read', () => {
    expect(sizeOf(0)).toBe('0 B')
    expect(sizeOf(1023)).toBe('1023 B')
    expect(sizeOf(1536)).toBe('1.5 KB')
    expect(sizeOf(20 * 1024 * 1024)).toBe('20 MB')
  })

  it('has the extension that the server sees', () => {
    expect(extensionOf('利率.PDF')).toBe('pdf')
    expect(extensionOf('a.pdf.exe')).toBe('exe')
    expect(extensionOf('none')).toBe('')
  })
})
