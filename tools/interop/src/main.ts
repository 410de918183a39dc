// npm run interop: OCI's own clients against the emulator, principal by principal.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type EmulatedPlace, type Emulator } from '@x/emulator'
import { hasPython, runPython } from './client.ts'
import { judge, type Judged } from './judge.ts'
import { PYTHON_DEFECTS } from './python-defects.ts'

/** Which script plays a client in which place. They run one after the other: the port of proxymux is a constant in OCI's SDKs. */
const RUNS: readonly (readonly [script: string, place: EmulatedPlace])[] = [
  ['delegation.py', 'instance'],
  ['resource_principals.py', 'resource-1.1'],
  ['resource_principals.py', 'resource-2.1'],
  ['resource_principals.py', 'resource-2.1.1'],
  ['resource_principals.py', 'resource-2.1.2'],
  ['resource_principals.py', 'resource-2.2'],
  ['resource_principals.py', 'resource-3.0'],
  ['oke.py', 'oke'],
  ['token_exchange.py', 'token-exchange'],
]
/** Of the OKE clusters that OCI makes. */
const PROXYMUX_PORT = 12_250

if (!hasPython()) {
  console.log('Not run, since it is not on this machine: OCI’s SDK for Python.')
  process.exit(0)
}
const home = await mkdtemp(join(tmpdir(), 'oci-interop-'))
const oci = await startEmulator({ proxymuxPort: PROXYMUX_PORT })
try {
  const judged: Judged[] = []
  for (const [script, place] of RUNS) judged.push(...(await runIn(oci, script, place)))
  const failed = judged.filter(({ verdict }) => verdict === 'failed' || verdict === 'mended')
  console.log(`\n${judged.length} cases of OCI’s SDK for Python, ${failed.length} other than they should be`)
  process.exitCode = failed.length === 0 ? 0 : 1
} finally {
  await oci.close()
  await rm(home, { recursive: true, force: true })
}

async function runIn({ url }: Emulator, script: string, place: EmulatedPlace): Promise<readonly Judged[]> {
  const folder = join(home, place)
  const variables = await oci.environment(place, folder)
  const outcomes = await runPython(script, { ...variables, HOME: folder, OCI_EMULATOR_URL: url })
  const judged = outcomes.map((outcome) => judge(outcome, PYTHON_DEFECTS))
  for (const { outcome, verdict, why } of judged)
    console.log(
      `${verdict === 'accepted' ? '✓' : verdict === 'known defect' ? '~' : '✗'} ${outcome.case} ${why && `(${verdict}: ${why})`}`,
    )
  return judged
}
