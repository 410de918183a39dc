// The folder that the command writes config and keys into, and what it says when it cannot.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '../emulator.ts'
import { isEmulatorError } from '../errors.ts'

/** Works in the folder that was asked for, or in a temporary one that is gone afterwards. */
export async function inFolder<T>(asked: string | undefined, work: (folder: string) => Promise<T>): Promise<T> {
  if (asked !== undefined) return work(asked)
  const folder = await mkdtemp(join(tmpdir(), 'oci-emulator-')).catch(refuse('No temporary folder can be made'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns the path of `config` */
export const writeConfig = (oci: Pick<Emulator, 'configFile'>, folder: string): Promise<string> =>
  oci.configFile(folder).catch(refuse(`Nothing can be written into ${folder}`))

const refuse =
  (problem: string) =>
  (cause: unknown): never => {
    if (isEmulatorError(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${problem}: ${reason}. Give a folder of your own with --config-dir.`, { cause })
  }
