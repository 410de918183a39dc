import { describe, expect, test } from 'vitest'
import { judge, type KnownDefect } from './judge.ts'

const defects: readonly KnownDefect[] = [{ case: /^parents/, error: /path/, why: 'it refuses a path' }]

describe('a case of another client', () => {
  test.each([
    ['is accepted with 200', { case: 'first', status: 200 }, 'accepted', ''],
    ['fails with another status', { case: 'first', status: 401 }, 'failed', 'answered with 401'],
    ['fails with an error', { case: 'first', error: 'no key' }, 'failed', 'no key'],
    ['may fail as is known of it', { case: 'parents', error: 'has a path' }, 'known defect', 'it refuses a path'],
    ['may not fail in another way', { case: 'parents', error: 'no key' }, 'failed', 'no key'],
    ['is told when its defect is gone', { case: 'parents', status: 200 }, 'mended', 'it refuses a path'],
  ] as const)('%s', (_, outcome, verdict, why) => {
    expect(judge(outcome, defects)).toEqual({ outcome, verdict, why })
  })
})
