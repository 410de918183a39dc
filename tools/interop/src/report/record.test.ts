import { describe, expect, it } from 'vitest'
import { judge } from '../judge/judge.ts'
import { merge, outdated, recordOf } from './record.ts'

const defect = { number: 'G3', clients: ['go'], cases: /renewed/, error: /old key/, why: 'It keeps the old key.' }
const cases = (client: string) =>
  [
    { client, mechanism: 'instance', situation: 'first use', status: 200 },
    { client, mechanism: 'files', situation: 'renewed', error: 'the old key' },
  ].map((outcome) => judge(outcome, [defect]))
const go = recordOf('Go SDK', { versions: { sdk: '65' }, date: '2026-11-21', judged: cases('go') })

describe('the record of a client', () => {
  it('says of each situation whether it was accepted, or which defect showed', () => {
    expect(go).toEqual({
      title: 'Go SDK',
      versions: { sdk: '65' },
      date: '2026-11-21',
      mechanisms: { instance: { 'first use': 'accepted' }, files: { renewed: 'G3' } },
    })
  })

  it('stays as it was where the client did not run, in the order of the columns', () => {
    const python = { ...go, title: 'Python SDK' }
    expect(Object.entries(merge({ go, gone: go }, { python }, ['python', 'go']))).toEqual([
      ['python', python],
      ['go', go],
    ])
  })

  it('is outdated by another end, a new case and one that is gone, not by another version or day', () => {
    expect(outdated({ go }, { go: { ...go, versions: { sdk: '66' }, date: '2027-01-01' } })).toEqual([])
    const other = { ...go, mechanisms: { instance: { 'first use': 'B8', again: 'accepted' } } }
    expect(outdated({ go }, { go: other })).toEqual([
      'Go SDK, instance: first use: recorded as accepted, observed as B8',
      'Go SDK, files: renewed: recorded as G3, observed as absent',
      'Go SDK, instance: again: recorded as absent, observed as accepted',
    ])
    expect(outdated({}, { go: { ...go, mechanisms: { a: { b: 'accepted' } } } })).toEqual([
      'Go SDK, a: b: recorded as absent, observed as accepted',
    ])
  })
})
