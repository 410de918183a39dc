// Starts what tests share: the emulator, and the variables and files of a place. What was done before a failure is undone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '../emulator.ts'
import type { EmulatorOptions } from '../options.ts'
import type { EmulatedPlace } from '../services/index.ts'
import { startEmulator } from '../start-emulator.ts'
import { checkVariables } from './check-variables.ts'
import { setVariables, type Variables } from './set-variables.ts'

export interface KitParts {
  readonly options: EmulatorOptions
  readonly place: EmulatedPlace | undefined
  readonly variables: ((oci: Emulator) => Variables) | undefined
  readonly environment: NodeJS.ProcessEnv
}

export interface OpenKit {
  readonly oci: Emulator
  readonly close: () => Promise<void>
}

type Undo = () => void | Promise<void>

export async function openKit(parts: KitParts): Promise<OpenKit> {
  const undos: Undo[] = []
  try {
    const oci = await startEmulator(parts.options)
    undos.push(() => oci.close())
    if (parts.place !== undefined) await enterPlace(oci, parts.place, { ...parts, undos })
    if (parts.variables !== undefined) undos.push(setVariables(checkVariables(parts.variables(oci)), parts.environment))
    return { oci, close: () => undo(undos) }
  } catch (error) {
    await undo(undos)
    throw error
  }
}

async function enterPlace(
  oci: Emulator,
  place: EmulatedPlace,
  { undos, environment }: Pick<KitParts, 'environment'> & { undos: Undo[] },
): Promise<void> {
  // Node makes it with mode 0700.
  const folder = await mkdtemp(join(tmpdir(), 'x-emulator-'))
  undos.push(() => rm(folder, { recursive: true, force: true }))
  undos.push(setVariables(await oci.environment(place, folder), environment))
}

/** The last thing first. Everything is tried; the first failure is told. */
async function undo(undos: Undo[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of undos.splice(0).toReversed()) {
    try {
      await step()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
