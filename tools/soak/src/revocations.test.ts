import { expect, test } from 'vitest'
import { revocations } from './revocations.ts'

const request = { method: 'GET', path: '/echo', target: '/echo?id=1' }

test('a token is revoked after a while, and again so long after the last refusal, but not within ten seconds', () => {
  let nowMs = 0
  const { rule, refused } = revocations(100, () => nowMs)
  const revokes = (atMs: number): boolean => {
    nowMs = atMs
    return typeof rule.effect === 'function' && rule.effect(request) !== undefined
  }
  expect([99, 100, 101, 11_099].map(revokes)).toEqual([false, true, false, false])
  refused()
  expect([11_100, 22_098, 22_099].map(revokes)).toEqual([false, false, true])
})
