import { expect, test } from 'vitest'
import { signerPlacesOf } from './documents.ts'

const go = {
  title: 'Go',
  versions: { sdk: '65', Go: '1.26' },
  date: '2026-11-21',
  mechanisms: {
    path: { 'path-a': 'accepted', 'path-b': 'left out' },
    body: { 'body-a': 'C10', 'body-b': 'told', 'body-c': 'C2' },
  },
}
const fault = (number: string) => ({ number, clients: ['go'], cases: /./, error: /./, why: `${number} happens.` })
const places = signerPlacesOf(
  { go, ours: { ...go, title: 'ours', mechanisms: { path: go.mechanisms.path } } },
  ['C10', 'C2', 'T1'].map(fault),
)
const rowsOf = (name: string) =>
  places
    .find((place) => place.name === name)!
    .text.split('\n')
    .slice(2)
    .map((row) => row.replaceAll(/ +/g, ' '))

test('counts what passed of what counts, and names the faults in the order of their numbers', () => {
  expect(rowsOf('signers')).toEqual(['| Go | 1/1 | 0/2 | 1/3 | 1 | C2, C10 |', '| ours | 1/1 | 0/0 | 1/1 | 1 | |'])
})

test('names versions and day, and of each fault who has it and which cases show it', () => {
  expect(rowsOf('signer versions')[0]).toBe('| Go | sdk 65, Go 1.26 | 2026-11-21 |')
  expect(rowsOf('signer faults')).toEqual([
    '| C2 | Go | C2 happens. | `body-c` |',
    '| C10 | Go | C10 happens. | `body-a` |',
    '| T1 | | T1 happens. | |',
  ])
})
