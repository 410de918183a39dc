// Has the signers that were asked for play the conformance suite; writes docs/conformance.md and its record, or compares the record.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writePlace } from '../../../conformance/src/report/markdown.ts'
import { unusedDefects } from '../judge/judge.ts'
import { merge, outdated, type ClientRecord, type Records } from '../report/record.ts'
import { failures, terminalTable, type ClientOutcome } from '../report/terminal-table.ts'
import { signerPlacesOf, SIGNERS_RECORD_FILE } from './documents.ts'
import { SIGNERS } from './index.ts'
import { KNOWN_FAULTS } from './known-faults.ts'
import { playSuite } from './play-suite.ts'

const at = (file: string): string => fileURLToPath(new URL(`../../../../${file}`, import.meta.url))
const GROUPS = ['method', 'path', 'query', 'host', 'header', 'date', 'body'].map((id) => ({ id, title: id }))

export interface Asked {
  readonly ids: readonly string[]
  readonly date: string
  readonly onlyCheck: boolean
}

/** @returns what is other than it should be, a paragraph each; the documents are written when there is nothing */
export async function runSigners({ ids, date, onlyCheck }: Asked): Promise<readonly string[]> {
  const signers = SIGNERS.filter(({ id }) => ids.includes(id))
  if (signers.length === 0) return []
  console.log('\nThe conformance suite for signers')
  const outcomes: ClientOutcome[] = []
  const records: Record<string, ClientRecord> = {}
  for (const signer of signers) {
    const { outcome, record } = await playSuite(signer, date)
    outcomes.push(outcome)
    if (record !== undefined) records[signer.id] = record
  }
  console.log(`\n${terminalTable(outcomes, GROUPS)}`)
  const everyCase = outcomes.flatMap((outcome) => ('judged' in outcome ? outcome.judged : []))
  const leftOver = unusedDefects(KNOWN_FAULTS, everyCase).map(
    ({ number }) => `The known fault ${number} is about no case.`,
  )
  const failed = [...failures(outcomes), ...leftOver]
  return failed.length > 0 ? failed : keepOrCompare(records, onlyCheck)
}

function keepOrCompare(records: Records, onlyCheck: boolean): readonly string[] {
  const before = JSON.parse(readFileSync(at(SIGNERS_RECORD_FILE), 'utf8')) as Records
  if (onlyCheck) {
    const stale = outdated(before, records)
    return stale.length === 0 ? [] : [`${stale.join('\n')}\nRun npm run interop, and commit what it writes.`]
  }
  const ids = SIGNERS.map(({ id }) => id)
  const now = merge(before, records, ids)
  writeFileSync(at(SIGNERS_RECORD_FILE), `${JSON.stringify(now, null, 2)}\n`)
  for (const { file, name, text } of signerPlacesOf(now, KNOWN_FAULTS))
    writeFileSync(at(file), writePlace(readFileSync(at(file), 'utf8'), name, text))
  console.log(`\nWritten: ${SIGNERS_RECORD_FILE}, docs/conformance.md.`)
  return []
}
