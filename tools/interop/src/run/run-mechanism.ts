// One cell of the table: a client plays a mechanism against an emulator of its own.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@x/emulator'
import type { Client } from '../clients/client.ts'
import type { Outcome } from '../judge/judge.ts'
import { startControl } from './control.ts'
import type { Mechanism } from './mechanisms.ts'
import { startRegionalAddresses } from './regional-addresses.ts'
import { speak } from './speak.ts'

/** The case that stands for a script that broke down. */
const WHOLE = 'the script'

export async function runMechanism(client: Client, mechanism: Mechanism): Promise<readonly Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), `oci-interop-${client.id}-${mechanism.id}-`))
  const oci = await startEmulator(mechanism.emulator)
  const control = await startControl(oci)
  const isLed = client.hasFixedAddresses && mechanism.hasRegionalAddresses
  const regional = isLed ? await startRegionalAddresses(oci, folder) : undefined
  try {
    const caFile = oci.ca === undefined ? undefined : join(folder, 'emulator-ca.pem')
    if (caFile !== undefined) await writeFile(caFile, oci.ca ?? '')
    const { lines, broken } = await speak(client.command({ name: mechanism.script, caFile }), {
      HOME: folder,
      ...(await mechanism.environment(oci, folder)),
      ...regional?.variables,
      OCI_EMULATOR_URL: oci.url,
      INTEROP_TENANCY: oci.tenancy,
      INTEROP_CONTROL: control.address,
      INTEROP_FOLDER: folder,
    })
    const of = { client: client.id, mechanism: mechanism.id }
    const told = lines.map(({ case: situation, ...end }): Outcome => ({ ...of, situation, ...end }))
    return broken === undefined ? told : [...told, { ...of, situation: WHOLE, error: broken }]
  } finally {
    await regional?.close()
    await control.close()
    await oci.close()
    await rm(folder, { recursive: true, force: true })
  }
}
