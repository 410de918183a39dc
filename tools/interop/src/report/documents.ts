// The generated places in docs/interop.md, from the record of the runs; tools/checks/docs.ts compares them. Pure.
import type { Place } from '../../../conformance/src/report/documents.ts'
import { markdownTable } from '../../../conformance/src/report/markdown.ts'
import type { Client } from '../clients/client.ts'
import type { KnownDefect } from '../judge/judge.ts'
import type { Mechanism } from '../run/mechanisms.ts'
import { ACCEPTED, type ClientRecord, type Records } from './record.ts'

export const RECORD_FILE = 'docs/interop.json'
const FILE = 'docs/interop.md'

/** What the tables are made of, beside the records. */
export interface Known {
  readonly mechanisms: readonly Pick<Mechanism, 'id' | 'title'>[]
  readonly clients: readonly Pick<Client, 'id' | 'title' | 'lacks'>[]
  readonly defects: readonly KnownDefect[]
}

export const placesOf = (records: Records, known: Known): readonly Place[] => [
  { file: FILE, name: 'interop', text: mechanismsTable(records, known) },
  { file: FILE, name: 'versions', text: versionsTable(records) },
  { file: FILE, name: 'known defects', text: defectsTable(records, known) },
  { file: FILE, name: 'what clients lack', text: lacksTable(known) },
  { file: FILE, name: 'situations', text: situationsTable(records, known) },
]

/** How the situations of a mechanism ended: `7`, or `5 + S1, S2`; nothing where the client has none. */
export function cellOf(situations: Readonly<Record<string, string>> | undefined): string {
  if (situations === undefined) return '–'
  const endings = Object.values(situations)
  const numbers = [...new Set(endings.filter((ending) => ending !== ACCEPTED))].toSorted(byNumber)
  return [String(endings.filter((ending) => ending === ACCEPTED).length), numbers.join(', ')]
    .filter(Boolean)
    .join(' + ')
}

/** `B8` before `B14`. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

const titles = (records: Records): readonly string[] => Object.values(records).map(({ title }) => title)

function mechanismsTable(records: Records, { mechanisms }: Known): string {
  const rows = mechanisms.map(({ id, title }) => [
    title,
    ...Object.values(records).map((record) => cellOf(record.mechanisms[id])),
  ])
  return markdownTable(['mechanism', ...titles(records)], rows)
}

function versionsTable(records: Records): string {
  const rows = Object.values(records).map(({ title, versions, date }) => [
    title,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    date,
  ])
  return markdownTable(['client', 'versions', 'run on'], rows)
}

/** Where a defect showed: titles of clients, or nothing. */
const showedIn = (number: string, records: Records): readonly string[] =>
  Object.values(records)
    .filter((record) => endingsOf(record).includes(number))
    .map(({ title }) => title)

const endingsOf = ({ mechanisms }: ClientRecord): readonly string[] =>
  Object.values(mechanisms).flatMap((situations) => Object.values(situations))

function defectsTable(records: Records, { defects }: Known): string {
  const rows = defects
    .toSorted((a, b) => byNumber(a.number, b.number))
    .map(({ number, why }) => [number, showedIn(number, records).join(', '), why])
  return markdownTable(['number', 'client', 'what it does'], rows)
}

/** Mechanisms with the same reason share a row. */
function lacksTable({ clients, mechanisms }: Known): string {
  const rows = clients.flatMap(({ title, lacks }) => {
    const reasons = [...new Set(Object.values(lacks))]
    return reasons.map((why) => {
      const without = mechanisms.filter(({ id }) => lacks[id] === why)
      return [title, without.map((mechanism) => mechanism.title).join(', '), why]
    })
  })
  return markdownTable(['client', 'has no', 'why'], rows)
}

function situationsTable(records: Records, { mechanisms }: Known): string {
  const all = Object.values(records)
  const rows = mechanisms.flatMap(({ id, title }) => {
    const situations = [...new Set(all.flatMap((record) => Object.keys(record.mechanisms[id] ?? {})))]
    return situations.map((situation) => [
      title,
      situation,
      ...all.map((record) => {
        const ending = record.mechanisms[id]?.[situation]
        return ending === ACCEPTED ? '✓' : (ending ?? '')
      }),
    ])
  })
  return markdownTable(['mechanism', 'situation', ...titles(records)], rows)
}
