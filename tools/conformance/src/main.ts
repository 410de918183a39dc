// npm run matrix: the suite in every runtime of this machine, a table of the results, and the documents that show them.
// With --check, or where CI is set, the documents are compared with the results instead of written.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DIFFERENCES } from '../suite/differences.ts'
import { consoleTable, failures, type Outcome } from './report/console-table.ts'
import { placesOf, RECORD_FILE } from './report/documents.ts'
import { findRuntime } from './install/installed.ts'
import { judge, unusedRows, type Judged } from './judge.ts'
import { runIn } from './launch.ts'
import { layOut } from './install/layout.ts'
import { writePlace } from './report/markdown.ts'
import { merge, outdated, recordOf, type Records, type RunRecord } from './report/record.ts'
import { RUNTIMES, type Runtime } from './runtimes.ts'

const at = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url))
const args = process.argv.slice(2)
const onlyCheck = args.includes('--check') || Boolean(process.env['CI'])
const chosen = args.filter((arg) => !arg.startsWith('--'))
const unknown = chosen.filter((id) => !RUNTIMES.some((runtime) => runtime.id === id))
if (unknown.length > 0) {
  console.error(`No such runtime: ${unknown.join(', ')}. There are ${RUNTIMES.map(({ id }) => id).join(', ')}.`)
  process.exit(2)
}

const titleOf = ({ label, loads }: Runtime): string => `${label}, ${loads}`
const date = new Date().toISOString().slice(0, 10)
const outcomes: Outcome[] = []
const records: Record<string, RunRecord> = {}
const runs: { readonly traits: Runtime['traits']; readonly judged: readonly Judged[] }[] = []

async function outcomeOf(runtime: Runtime): Promise<Outcome> {
  const title = titleOf(runtime)
  const found = findRuntime(runtime)
  if ('missing' in found) return { title, missing: found.missing }
  try {
    const { version, observations } = await runIn(runtime, found.executable)
    const judged = judge(observations, runtime, DIFFERENCES)
    records[runtime.id] = recordOf(runtime, { version, date, judged })
    runs.push({ traits: runtime.traits, judged })
    return { title: `${title} (${version})`, judged }
  } catch (error) {
    return { title, broken: String((error as Error).message) }
  }
}

await layOut()
for (const runtime of RUNTIMES.filter(({ id }) => chosen.length === 0 || chosen.includes(id))) {
  console.log(`${titleOf(runtime)} …`)
  outcomes.push(await outcomeOf(runtime))
}
console.log(`\n${consoleTable(outcomes)}\n\n+ as the table of differences says, ! failed`)

const failed = [...failures(outcomes)]
for (const { cases, where } of unusedRows(DIFFERENCES, runs)) {
  failed.push(`The row ${String(cases)} of the table of differences is about no case in ${where}.`)
}
if (failed.length > 0) {
  console.error(`\n${failed.join('\n\n')}`)
  process.exit(1)
}

const before = JSON.parse(readFileSync(at(RECORD_FILE), 'utf8')) as Records
if (onlyCheck) {
  const stale = outdated(before, records)
  if (stale.length > 0) {
    console.error(
      `\n${RECORD_FILE} says otherwise about ${stale.join(', ')}: run npm run matrix, and commit what it writes.`,
    )
    process.exit(1)
  }
  console.log(`${RECORD_FILE} and the tables made from it still hold.`)
} else {
  const now = merge(before, records, RUNTIMES)
  writeFileSync(at(RECORD_FILE), `${JSON.stringify(now, null, 2)}\n`)
  for (const { file, name, text } of placesOf(now)) {
    writeFileSync(at(file), writePlace(readFileSync(at(file), 'utf8'), name, text))
  }
  console.log(`Written: ${[...new Set([RECORD_FILE, ...placesOf(now).map(({ file }) => file)])].join(', ')}.`)
}
process.exit(0)
