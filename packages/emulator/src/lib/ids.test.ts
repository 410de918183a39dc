import { expect, test } from 'vitest'
import { answerRequestId, createOcid } from './ids.ts'

test('makes OCIDs of OCI’s shape', () => {
  expect(createOcid('user')).toMatch(/^ocid1\.user\.oc1\.\.[a-z2-7]{60}$/)
  expect(createOcid('instance', 'phx')).toMatch(/^ocid1\.instance\.oc1\.phx\.[a-z2-7]{60}$/)
})

test.each([
  ['CLIENT-1', /^CLIENT-1\/[0-9A-F]{32}\/[0-9A-F]{32}$/],
  ['A/B/C', /^A\/[0-9A-F]{32}\/[0-9A-F]{32}$/],
  [undefined, /^[0-9A-F]{32}$/],
  ['', /^[0-9A-F]{32}$/],
  ['x'.repeat(33), /^[0-9A-F]{32}$/],
  ['a b', /^[0-9A-F]{32}$/],
])('answers the request id %j with one of its own', (given, expected) => {
  expect(answerRequestId(given)).toMatch(expected)
})
