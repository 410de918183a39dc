// The generated places in docs/conformance.md, from the record of the runs; tools/checks/docs.ts compares them. Pure.
import type { Place } from '../../../conformance/src/report/documents.ts'
import { markdownTable } from '../../../conformance/src/report/markdown.ts'
import type { KnownDefect } from '../judge/judge.ts'
import { ACCEPTED, type ClientRecord, type Records } from '../report/record.ts'

export const SIGNERS_RECORD_FILE = 'docs/conformance.json'
const FILE = 'docs/conformance.md'
/** Endings that are no fault. */
const UNCOUNTED = new Set(['left out', 'told'])

export const signerPlacesOf = (records: Records, faults: readonly KnownDefect[]): readonly Place[] => [
  { file: FILE, name: 'signers', text: signersTable(records) },
  { file: FILE, name: 'signer versions', text: versionsTable(records) },
  { file: FILE, name: 'signer faults', text: faultsTable(records, faults) },
]

const endingsIn = (record: ClientRecord, group?: string): readonly string[] =>
  Object.entries(record.mechanisms).flatMap(([name, cases]) =>
    group === undefined || name === group ? Object.values(cases) : [],
  )

/** `30/32`: passed, of those that were sent or had to be. */
function cellOf(endings: readonly string[]): string {
  const counted = endings.filter((ending) => !UNCOUNTED.has(ending))
  return `${counted.filter((ending) => ending === ACCEPTED).length}/${counted.length}`
}

function signersTable(records: Records): string {
  const all = Object.values(records)
  const groups = [...new Set(all.flatMap(({ mechanisms }) => Object.keys(mechanisms)))]
  const rows = all.map((record) => {
    const endings = endingsIn(record)
    const faults = new Set(endings.filter((ending) => ending !== ACCEPTED && !UNCOUNTED.has(ending)))
    const leftOut = endings.filter((ending) => ending === 'left out').length
    const named = [...faults].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).join(', ')
    return [
      record.title,
      ...groups.map((group) => cellOf(endingsIn(record, group))),
      cellOf(endings),
      String(leftOut),
      named,
    ]
  })
  return markdownTable(['signer', ...groups, 'all', 'left out', 'faults'], rows)
}

function versionsTable(records: Records): string {
  const rows = Object.values(records).map(({ title, versions, date }) => [
    title,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    date,
  ])
  return markdownTable(['signer', 'versions', 'run on'], rows)
}

/** A row for each fault that showed. */
function faultsTable(records: Records, faults: readonly KnownDefect[]): string {
  const rows = faults
    .toSorted((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }))
    .map(({ number, why }) => {
      const having = Object.values(records).filter((record) => endingsIn(record).includes(number))
      const cases = [...new Set(having.flatMap((record) => casesEndingWith(record, number)))]
      return [number, having.map(({ title }) => title).join('; '), why, cases.map((name) => `\`${name}\``).join(' ')]
    })
  return markdownTable(['number', 'signer', 'what it does', 'cases'], rows)
}

const casesEndingWith = ({ mechanisms }: ClientRecord, number: string): readonly string[] =>
  Object.values(mechanisms).flatMap((cases) =>
    Object.entries(cases).flatMap(([name, ending]) => (ending === number ? [name] : [])),
  )
