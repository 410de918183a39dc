import { describe, expect, it } from 'vitest'
import { placesOf } from './documents.ts'

const go = {
  title: 'Go SDK',
  versions: { sdk: '65', Go: '1.26' },
  date: '2026-11-21',
  mechanisms: {
    instance: { 'first use': 'accepted', revoked: 'B8', again: 'B8' },
    files: { 'first use': 'B14', renewed: 'G3' },
  },
}
const java = { ...go, title: 'Java SDK', mechanisms: { instance: { 'first use': 'accepted' } } }
const defect = (number: string) => ({ number, clients: ['go'], cases: /./, error: /./, why: `${number} happens.` })
const places = placesOf(
  { go, java },
  {
    mechanisms: [
      { id: 'instance', title: 'instance' },
      { id: 'files', title: 'key files' },
    ],
    clients: [
      { id: 'go', title: 'Go SDK', lacks: {} },
      { id: 'java', title: 'Java SDK', lacks: { files: 'It has no such thing.' } },
    ],
    defects: ['G3', 'B14', 'B8'].map(defect),
  },
)
const rowsOf = (name: string) =>
  places
    .find((place) => place.name === name)!
    .text.split('\n')
    .slice(2)

describe('the page of other people’s clients', () => {
  it('counts what was accepted, and names the defects that showed', () => {
    expect(rowsOf('interop')).toEqual([
      '| instance  | 1 + B8      | 1        |',
      '| key files | 0 + B14, G3 | –        |',
    ])
  })

  it('names the versions and the day', () => {
    expect(rowsOf('versions')[0]).toBe('| Go SDK   | sdk 65, Go 1.26 | 2026-11-21 |')
  })

  it('explains each defect, by its number, and says who lacks what', () => {
    expect(rowsOf('known defects')).toEqual([
      '| B8     | Go SDK | B8 happens.  |',
      '| B14    | Go SDK | B14 happens. |',
      '| G3     | Go SDK | G3 happens.  |',
    ])
    expect(rowsOf('what clients lack')).toEqual(['| Java SDK | key files | It has no such thing. |'])
  })

  it('shows each situation once, with how it ended for whom', () => {
    expect(rowsOf('situations')).toEqual([
      '| instance  | first use | ✓      | ✓        |',
      '| instance  | revoked   | B8     |          |',
      '| instance  | again     | B8     |          |',
      '| key files | first use | B14    |          |',
      '| key files | renewed   | G3     |          |',
    ])
  })
})
