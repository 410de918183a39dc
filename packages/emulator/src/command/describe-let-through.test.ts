// What is printed of a request that is let through.
import { expect, test } from 'vitest'
import type { RecordedRequest } from '../frame/records/recorder.ts'
import { describeLetThrough } from './describe-let-through.ts'

const record = (change: Partial<RecordedRequest>): RecordedRequest =>
  ({ method: 'GET', path: '/20160918/regions', reason: 'no-authorization', ...change }) as RecordedRequest

test('is one line with what would become of it, why, and what to do', () => {
  const line = describeLetThrough(record({ explanation: 'It has no signature.', remedy: 'Sign it.' }))
  expect(line).toBe(
    'let through: GET /20160918/regions would be refused (no-authorization). It has no signature. Sign it.',
  )
})

test('has nothing that a terminal would obey', () => {
  const line = describeLetThrough(record({ path: '/a\u001b[2J\u009b2J', explanation: 'one\ntwo\r\u0007' }))
  expect(line).toMatch(/^let through: GET \/a\ufffd\[2J\ufffd2J would .* one\ufffdtwo\ufffd\ufffd$/)
  expect(line).not.toMatch(/\p{Cc}/u)
})
