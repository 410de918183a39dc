// npm run interop: OCI's own clients against the emulator and our files, mechanism by mechanism; a table of the results, and docs/interop.md.
// With --check, or where CI is set, the document is compared with the results instead of written.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writePlace } from '../../conformance/src/report/markdown.ts'
import type { Client } from './clients/client.ts'
import { CLIENTS } from './clients/index.ts'
import { versionOf } from './clients/tool.ts'
import { judge, shown, titleOf, unusedDefects, type Judged } from './judge/judge.ts'
import { KNOWN_DEFECTS } from './judge/known-defects.ts'
import { optionsOf } from './options.ts'
import { placesOf, RECORD_FILE } from './report/documents.ts'
import { merge, outdated, recordOf, type ClientRecord, type Records } from './report/record.ts'
import { failures, terminalTable, type ClientOutcome } from './report/terminal-table.ts'
import { MECHANISMS } from './run/mechanisms.ts'
import { mapInParallel } from './run/map-in-parallel.ts'
import { VERIFIERS } from './outbound/verifiers.ts'
import { verifyOurs } from './outbound/verify-ours.ts'
import { runMechanism } from './run/run-mechanism.ts'
import { SIGNERS } from './signers/index.ts'
import { runSigners } from './signers/run-signers.ts'

const at = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url))
/** Cells of one client, which mostly wait for a token to end. */
const AT_ONCE = 4
const SIGNS = { accepted: '✓', 'known defect': '~', failed: '✗', mended: '✗' } as const

const options = optionsOf(process.argv.slice(2), process.env, [...CLIENTS, ...SIGNERS, ...VERIFIERS])
if (typeof options === 'string') {
  console.error(options)
  process.exit(2)
}
const date = new Date().toISOString().slice(0, 10)
const records: Record<string, ClientRecord> = {}
const outcomes: ClientOutcome[] = []
for (const client of CLIENTS.filter(({ id }) => options.clients.includes(id))) outcomes.push(await outcomeOf(client))
console.log(`\n${terminalTable(outcomes, MECHANISMS)}\n\n+ known defects of the client, ! other than it should be`)

const everyCase = outcomes.flatMap((outcome) => ('judged' in outcome ? outcome.judged : []))
const leftOver = unusedDefects(KNOWN_DEFECTS, everyCase).map(
  ({ number }) => `The known defect ${number} is about no case.`,
)
const asked = { ids: options.clients, date, onlyCheck: options.onlyCheck }
const ofSigners = await runSigners(asked)
const ofOurs = await verifyOurs(asked)
const failed = [...failures(outcomes), ...leftOver, ...ofSigners, ...ofOurs]
if (failed.length > 0) {
  console.error(`\n${failed.join('\n\n')}`)
  process.exit(1)
}
keepOrCompare(options.onlyCheck)

async function outcomeOf(client: Client): Promise<ClientOutcome> {
  const { id, title } = client
  const missing = client.tools.find((tool) => versionOf(tool) === undefined)
  if (missing !== undefined) return { title, missing: missing.name }
  console.log(`\n${title}`)
  try {
    const versions = await client.prepare()
    const played = await mapInParallel(
      MECHANISMS.filter((each) => client.lacks[each.id] === undefined),
      AT_ONCE,
      async (mechanism) => {
        const ended = (await runMechanism(client, mechanism)).map((outcome) => judge(outcome, KNOWN_DEFECTS))
        for (const one of ended) console.log(lineOf(one))
        return ended
      },
    )
    const judged = played.flat()
    records[id] = recordOf(title, { versions, date, judged })
    return { title, judged }
  } catch (error) {
    return { title, broken: (error as Error).message }
  }
}

function lineOf(one: Judged): string {
  const why = { accepted: '', 'known defect': one.defect?.number, failed: shown(one), mended: 'mended' }[one.verdict]
  return `${SIGNS[one.verdict]} ${titleOf(one)}${why ? ` (${why})` : ''}`
}

function keepOrCompare(onlyCheck: boolean): void {
  const before = JSON.parse(readFileSync(at(RECORD_FILE), 'utf8')) as Records
  if (onlyCheck) {
    const stale = outdated(before, records)
    if (stale.length === 0) return console.log(`\n${RECORD_FILE} still holds.`)
    console.error(`\n${stale.join('\n')}\nRun npm run interop, and commit what it writes.`)
    process.exit(1)
  }
  const ids = CLIENTS.map(({ id }) => id)
  const now = merge(before, records, ids)
  writeFileSync(at(RECORD_FILE), `${JSON.stringify(now, null, 2)}\n`)
  const places = placesOf(now, { mechanisms: MECHANISMS, clients: CLIENTS, defects: KNOWN_DEFECTS })
  for (const { file, name, text } of places) {
    writeFileSync(at(file), writePlace(readFileSync(at(file), 'utf8'), name, text))
  }
  console.log(`\nWritten: ${[...new Set([RECORD_FILE, ...places.map(({ file }) => file)])].join(', ')}.`)
}
