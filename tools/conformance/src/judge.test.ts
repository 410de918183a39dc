import { describe, expect, it } from 'vitest'
import type { Observation } from '../suite/case.ts'
import { DIFFERENCES, type Difference } from '../suite/differences.ts'
import { countByGroup, judge, total, unusedRows } from './judge.ts'

const observation = (name: string, observed: Observation['observed'], group = 'keys'): Observation => ({
  group,
  name,
  expected: { a: 1, b: [2] },
  observed,
})
const WEB: Difference = { where: 'web', cases: /^keys: encrypted/, expected: 'no', why: 'there is no such thing' }
const web = { traits: ['web', 'chromium'] } as const
const node = { traits: ['node'] } as const
const verdicts = (observations: readonly Observation[], runtime: typeof web | typeof node): readonly string[] =>
  judge(observations, runtime, [WEB]).map(({ verdict }) => verdict)

describe('judge', () => {
  it('takes what was expected, in any order of its members', () => {
    expect(verdicts([observation('plain', { b: [2], a: 1 })], web)).toEqual(['same'])
  })

  it.each([null, 'no', { a: 1 }, { a: 1, b: [2], c: 3 }, { a: 1, b: ['2'] }])('refuses %j', (observed) => {
    expect(verdicts([observation('plain', observed)], web)).toEqual(['failed'])
  })

  it('takes what the table says where a row is about the runtime, and nothing else there', () => {
    const observations = [observation('encrypted', 'no'), observation('encrypted', { a: 1, b: [2] })]
    expect(verdicts(observations, web)).toEqual(['differs', 'failed'])
    expect(verdicts(observations, node)).toEqual(['failed', 'same'])
  })

  it('reads a row over the group and the name', () => {
    expect(verdicts([observation('encrypted', 'no', 'vectors')], web)).toEqual(['failed'])
  })

  it('refuses two rows about one case', () => {
    expect(() => judge([observation('encrypted', 'no')], web, [WEB, { ...WEB, where: 'chromium' }])).toThrow(
      'several rows of the table speak of "keys: encrypted"',
    )
  })
})

describe('unusedRows', () => {
  const judged = judge([observation('encrypted', 'no')], web, [WEB])

  it('has none of the rows that spoke of a case', () => {
    expect(unusedRows([WEB], [{ ...web, judged }])).toEqual([])
  })

  it('has a row that spoke of none where its runtimes ran', () => {
    const row = { ...WEB, cases: /^keys: gone/ }
    expect(unusedRows([row], [{ ...web, judged }])).toEqual([row])
    expect(unusedRows([row], [{ ...node, judged }])).toEqual([])
  })
})

it('counts by group, and in all', () => {
  const observations = [observation('encrypted', 'no'), observation('x', 'no'), observation('y', 'no', 'fetch')]
  const counts = countByGroup(judge(observations, web, [WEB]))
  expect(counts).toEqual({ keys: { same: 0, differs: 1, failed: 1 }, fetch: { same: 0, differs: 0, failed: 1 } })
  expect(total(counts)).toEqual({ same: 0, differs: 1, failed: 2 })
})

it.each(DIFFERENCES)('the row $cases for $where says why in words, and begins with a group', ({ cases, why }) => {
  expect(why).toMatch(/\S+ \S+/)
  expect(cases.source).toMatch(/^\^[a-z ]+: /)
  expect(cases.flags).toBe('')
})
