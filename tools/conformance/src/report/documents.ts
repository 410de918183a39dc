// The generated places in the documents, from the record of the runs; tools/checks/docs.ts compares them. Pure.
import { markdownTable } from './markdown.ts'
import type { Records, RunRecord } from './record.ts'

export interface Place {
  /** Path from the root. */
  readonly file: string
  /** In the marks. */
  readonly name: string
  readonly text: string
}

export const RECORD_FILE = 'docs/runtimes.json'

export const placesOf = (records: Records): readonly Place[] => [
  { file: 'README.md', name: 'runtimes', text: runtimesTable(records) },
  { file: 'packages/signer/README.md', name: 'key forms', text: keysTable(records) },
  { file: 'docs/runtimes.md', name: 'groups', text: groupsTable(records) },
  { file: 'docs/runtimes.md', name: 'differences', text: differencesTable(records) },
]

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

function runtimesTable(records: Records): string {
  const rows = Object.values(records).map(({ label, version, loads, groups, date }) => {
    const counts = Object.values(groups)
    const differing = sum(counts.map(({ differs }) => differs))
    const all = sum(counts.map(({ same }) => same)) + differing
    return [label, version, loads, String(all), String(differing), date]
  })
  return markdownTable(['runtime', 'version', 'packages as', 'cases', 'of these otherwise', 'run on'], rows)
}

/** `Node 20, 22, 24, 26`: each name once, common first words once. */
function joinLabels(labels: readonly string[]): string {
  return [...new Set(labels)].join(', ').replaceAll(/(?<=Node \d+.*), Node /g, ', ')
}

/** Runtimes with the same cells share a column. */
function keysTable(records: Records): string {
  const columns = new Map<string, RunRecord[]>()
  for (const record of Object.values(records)) {
    const cells = JSON.stringify(record.keys)
    columns.set(cells, [...(columns.get(cells) ?? []), record])
  }
  const shared = [...columns.values()]
  const forms = [...new Set(Object.values(records).flatMap(({ keys }) => Object.keys(keys)))]
  const rows = forms.map((form) => [form, ...shared.map(([record]) => record?.keys[form] ?? '')])
  return markdownTable(['form', ...shared.map((group) => joinLabels(group.map(({ label }) => label)))], rows)
}

function groupsTable(records: Records): string {
  const all = Object.values(records)
  const groups = [...new Set(all.flatMap((record) => Object.keys(record.groups)))]
  const cell = (record: RunRecord, group: string): string => {
    const { same = 0, differs = 0 } = record.groups[group] ?? {}
    return differs > 0 ? `${same} + ${differs}` : String(same)
  }
  const rows = all.map((record) => [`${record.label}, ${record.loads}`, ...groups.map((group) => cell(record, group))])
  return markdownTable(['runtime', ...groups], rows)
}

function differencesTable(records: Records): string {
  const labels = new Map<string, string[]>()
  const counts = new Map<string, number>()
  for (const { label, differences } of Object.values(records)) {
    for (const [reason, count] of Object.entries(differences)) {
      labels.set(reason, [...(labels.get(reason) ?? []), label])
      counts.set(reason, count)
    }
  }
  const rows = [...labels].map(([reason, where]) => {
    const [group = '', ...why] = reason.split(': ')
    return [joinLabels(where), group, String(counts.get(reason)), why.join(': ')]
  })
  return markdownTable(['where', 'group', 'cases', 'why'], rows)
}
