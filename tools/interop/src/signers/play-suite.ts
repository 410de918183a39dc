// One signer plays the conformance suite against an emulator of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@x/emulator'
import { versionOf } from '../clients/tool.ts'
import { judge } from '../judge/judge.ts'
import { recordOf, type ClientRecord } from '../report/record.ts'
import type { ClientOutcome } from '../report/terminal-table.ts'
import { KNOWN_FAULTS } from './known-faults.ts'
import { endingsOf, type Ended } from './outcomes.ts'
import type { Signer } from './signer.ts'

export interface Played {
  readonly outcome: ClientOutcome
  /** Absent where the machine lacks something, or the signer broke down. */
  readonly record?: ClientRecord
}

export async function playSuite(signer: Signer, date: string): Promise<Played> {
  const { id, title } = signer
  const missing = signer.tools.find((tool) => versionOf(tool) === undefined)
  if (missing !== undefined) return { outcome: { title, missing: missing.name } }
  try {
    const versions = await signer.prepare()
    const { outcomes, uncounted } = await endingsIn(signer)
    const judged = outcomes.map((outcome) => judge(outcome, KNOWN_FAULTS))
    console.log(`${title}: ${judged.filter(({ verdict }) => verdict === 'accepted').length} cases passed`)
    const record = withUncounted(recordOf(title, { versions, date, judged }), uncounted)
    return { outcome: { title, judged }, record }
  } catch (error) {
    return { outcome: { title, broken: `${id}: ${(error as Error).message}` } }
  }
}

/** @throws Error when the signer broke down before its end */
async function endingsIn(signer: Signer): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), `oci-conformance-${signer.id}-`))
  const oci = await startEmulator()
  try {
    const variables = { ...(await oci.environment('user', folder)), OCI_EMULATOR_URL: oci.url }
    const { lines, broken } = await signer.play(oci, variables)
    if (broken !== undefined) throw new Error(broken)
    return endingsOf(signer.id, oci.conformance.report(), lines)
  } finally {
    await oci.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function withUncounted(record: ClientRecord, uncounted: Ended['uncounted']): ClientRecord {
  const mechanisms: Record<string, Readonly<Record<string, string>>> = { ...record.mechanisms }
  for (const { group, name, ending } of uncounted) mechanisms[group] = { ...mechanisms[group], [name]: ending }
  return { ...record, mechanisms }
}
