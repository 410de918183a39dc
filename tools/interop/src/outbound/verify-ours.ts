// The other direction: a thousand difficult requests of ours, captured from the socket, verified by other languages' cryptography.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writePlace } from '../../../conformance/src/report/markdown.ts'
import { versionOf } from '../clients/tool.ts'
import { speak } from '../run/speak.ts'
import { captureOurs } from './capture-ours.ts'
import { outboundPlaceOf, OUTBOUND_RECORD_FILE, type OutboundRecords } from './documents.ts'
import { tamper, TAMPERED } from './tamper.ts'
import { VERIFIERS, type Verifier } from './verifiers.ts'

const at = (file: string): string => fileURLToPath(new URL(`../../../../${file}`, import.meta.url))

export interface Asked {
  readonly ids: readonly string[]
  readonly date: string
  readonly onlyCheck: boolean
}

/** @returns what is other than it should be, a sentence each; the document is written when there is nothing */
export async function verifyOurs({ ids, date, onlyCheck }: Asked): Promise<readonly string[]> {
  const verifiers = VERIFIERS.filter(({ id, tools }) => ids.includes(id) && tools.every((tool) => versionOf(tool)))
  if (verifiers.length === 0) return []
  const folder = await mkdtemp(join(tmpdir(), 'oci-outbound-'))
  try {
    const { requests, keyPem } = await captureOurs()
    // One with a body, since that is tampered with too.
    const base = requests.find(({ id }) => id.endsWith(' method-post'))!
    const files = [join(folder, 'requests.jsonl'), join(folder, 'key.pem')]
    const lines = [...requests, ...tamper(base)].map((one) => `${JSON.stringify(one)}\n`)
    await writeFile(files[0]!, lines.join(''))
    await writeFile(files[1]!, keyPem)
    const records: Record<string, OutboundRecords[string]> = {}
    const wrong: string[] = []
    for (const verifier of verifiers) {
      const versions = await verifier.prepare()
      const { verified, faults } = await verdictOf(verifier, files, requests.length)
      console.log(`${requests.length} requests of ours: verified by ${verifier.title} ${verified}`)
      records[verifier.id] = { title: verifier.title, versions, date, requests: requests.length, verified }
      wrong.push(...faults)
    }
    return wrong.length > 0 || onlyCheck ? wrong : await keep(records)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The verifier has to accept all of ours and none of those that were tampered with. */
async function verdictOf(
  { title, command }: Verifier,
  files: readonly string[],
  count: number,
): Promise<{ readonly verified: number; readonly faults: readonly string[] }> {
  const { lines, broken } = await speak(command(files), {})
  const ours = lines.slice(0, count)
  const verified = ours.filter(({ status }) => status === 200).length
  const taken = lines.slice(count).filter(({ status }) => status === 200)
  const isShort = lines.length !== count + TAMPERED.length
  return {
    verified,
    faults: [
      ...(broken === undefined ? [] : [`${title}: ${broken}`]),
      ...(isShort ? [`${title} told of ${lines.length} requests, not of ${count + TAMPERED.length}.`] : []),
      ...ours.filter(({ status }) => status !== 200).map((line) => `${title}, ${line.case}: ${line.error}`),
      ...taken.map((line) => `${title} accepted a request that was ${line.case}.`),
    ],
  }
}

async function keep(records: OutboundRecords): Promise<readonly string[]> {
  const before = JSON.parse(await readFile(at(OUTBOUND_RECORD_FILE), 'utf8')) as OutboundRecords
  const now = { ...before, ...records }
  await writeFile(at(OUTBOUND_RECORD_FILE), `${JSON.stringify(now, null, 2)}\n`)
  const { file, name, text } = outboundPlaceOf(now)
  await writeFile(at(file), writePlace(await readFile(at(file), 'utf8'), name, text))
  console.log(`\nWritten: ${OUTBOUND_RECORD_FILE}, ${file}.`)
  return []
}
