import { expect, it } from 'vitest'
import { judge } from '../judge/judge.ts'
import { failures, terminalTable, type ClientOutcome } from './terminal-table.ts'

const defects = ['known', 'mended', 'other'].map((situation, i) => ({
  number: `G${i}`,
  clients: ['go'],
  cases: new RegExp(situation),
  error: /as ever/,
  why: 'It fails.',
}))
const go = [
  { mechanism: 'instance', situation: 'first', status: 200 },
  { mechanism: 'instance', situation: 'known', error: 'as ever' },
  { mechanism: 'files', situation: 'mended', status: 200 },
  { mechanism: 'files', situation: 'other', error: 'as never' },
  { mechanism: 'files', situation: 'new', status: 401 },
].map((outcome) => judge({ client: 'go', ...outcome }, defects))
const OUTCOMES: readonly ClientOutcome[] = [
  { title: 'Go SDK', judged: go },
  { title: 'Python CLI', judged: go.slice(0, 1) },
  { title: 'Java SDK', missing: 'mvn' },
  { title: 'Python SDK', broken: 'pip failed (exit code 1).\nno network' },
]

it('counts, and names the clients that did not run', () => {
  const mechanisms = [
    { id: 'instance', title: 'instance' },
    { id: 'files', title: 'key files' },
  ]
  expect(terminalTable(OUTCOMES, mechanisms).split('\n')).toEqual([
    '           Go SDK   Python CLI',
    'instance   1 +1     1',
    'key files  0 !3     –',
    'all        1 +1 !3  1',
    'Java SDK: not run, since this machine has no mvn',
    'Python SDK: FAILED: pip failed (exit code 1).',
  ])
})

it('tells what is other than it should be; a client that the machine lacks is not', () => {
  expect(failures(OUTCOMES)).toEqual([
    'Go SDK, files: mended\n  does not show any more: G1: It fails.',
    'Go SDK, files: other\n  as never\n  which is not what is known, G2: It fails.',
    'Go SDK, files: new\n  answered with 401',
    'Python SDK: pip failed (exit code 1).\nno network',
  ])
})
