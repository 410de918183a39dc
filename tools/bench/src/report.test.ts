import { describe, expect, it } from 'vitest'
import { between } from './report.ts'

describe('a document', () => {
  const document = 'before\n<!-- bench:rows -->\nold\n<!-- /bench:rows -->\nafter\n'

  it('gets what is new between its markers and keeps the rest', () => {
    const text = between(document, { rows: 'new' })
    expect(text).toBe('before\n<!-- bench:rows -->\n\nnew\n\n<!-- /bench:rows -->\nafter\n')
    expect(between(text, { rows: 'newer' })).toContain('\nnewer\n')
    expect(between(text, { rows: 'newer' })).not.toContain('\nnew\n')
  })

  it.each(['no markers', '<!-- /bench:rows --> <!-- bench:rows -->'])('with %s is refused', (text) => {
    expect(() => between(text, { rows: 'new' })).toThrow('bench:rows')
  })
})
