import { describe, expect, it, test } from 'vitest'
import { judge, unusedDefects, type KnownDefect } from './judge.ts'

const parents: KnownDefect = {
  number: 'B14',
  clients: ['python'],
  cases: /^resource: parents/,
  error: /path/,
  why: 'It refuses a path.',
}
const of = (client: string, situation: string, end: { status?: number; error?: string }) => ({
  client,
  mechanism: 'resource',
  situation,
  ...end,
})

describe('a case of another client', () => {
  test.each([
    ['is accepted with 200', of('python', 'first', { status: 200 }), 'accepted', undefined],
    ['fails with another status', of('python', 'first', { status: 401 }), 'failed', undefined],
    ['fails with an error', of('python', 'first', { error: 'no key' }), 'failed', undefined],
    ['may fail as is known of it', of('python', 'parents', { error: 'has a path' }), 'known defect', parents],
    ['may not fail in another way', of('python', 'parents', { error: 'no key' }), 'failed', parents],
    ['is told when its defect is gone', of('python', 'parents', { status: 200 }), 'mended', parents],
    ['has no part in the defects of others', of('go', 'parents', { error: 'has a path' }), 'failed', undefined],
  ] as const)('%s', (_, outcome, verdict, defect) => {
    expect(judge(outcome, [parents])).toEqual({ ...outcome, verdict, ...(defect && { defect }) })
  })

  it('has one known defect at most', () => {
    const again = { ...parents, number: 'B15' }
    expect(() => judge(of('python', 'parents', { status: 200 }), [parents, again])).toThrow(
      'Several known defects speak of "resource: parents" of python: B14, B15.',
    )
  })
})

describe('a known defect', () => {
  const ran = judge(of('python', 'first', { status: 200 }), [parents])

  it('is left over when it speaks of no case', () => {
    expect(unusedDefects([parents], [ran])).toEqual([parents])
    expect(unusedDefects([parents], [ran, judge(of('python', 'parents', { error: 'a path' }), [parents])])).toEqual([])
  })

  it('is not looked at where one of its clients did not run', () => {
    expect(unusedDefects([{ ...parents, clients: ['python', 'go'] }], [ran])).toEqual([])
  })
})
