#!/usr/bin/env node
// The command `oci-emulator`: starts an emulator, says how to use it or judges a signer, stops on SIGINT or SIGTERM.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments, USAGE, type Arguments } from './command/arguments.ts'
import { describeRun, driverVariables, report, runDriver } from './command/conformance.ts'
import { readFaults } from './command/read-faults.ts'
import { describeServer } from './command/serve.ts'
import { describeLetThrough } from './command/tell-let-through.ts'
import type { Emulator } from './emulator.ts'
import { isEmulatorError } from './errors.ts'
import { startEmulator } from './start-emulator.ts'

/** @returns the code to end with */
async function run({ task, driver, options, configDir, faultsFile }: Arguments): Promise<number> {
  const oci = await startEmulator({
    ...options,
    faults: faultsFile === undefined ? undefined : await readFaults(faultsFile),
    onRequest: (record) => {
      if (record.letThrough) console.error(describeLetThrough(record))
    },
  })
  const temporary = configDir === undefined ? await mkdtemp(join(tmpdir(), 'oci-emulator-')) : undefined
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  try {
    const config = await oci.configFile(configDir ?? temporary ?? '')
    return await (task === 'serve' ? serve(oci, config, interrupted) : judge(oci, { config, driver, interrupted }))
  } finally {
    await oci.close()
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
  }
}

async function serve(oci: Emulator, config: string, interrupted: Promise<void>): Promise<number> {
  console.log(await describeServer(oci, config))
  await interrupted
  return 0
}

interface Run {
  readonly config: string
  readonly driver: readonly string[]
  readonly interrupted: Promise<void>
}

async function judge(oci: Emulator, { config, driver, interrupted }: Run): Promise<number> {
  if (driver.length === 0) {
    console.log(describeRun(oci, config))
    await interrupted
    return report(oci)
  }
  const code = await runDriver(driver, driverVariables(oci, config), interrupted)
  const judged = report(oci)
  if (code !== 0) console.error(`The command ended with ${code}.`)
  return code === 0 ? judged : 1
}

async function main(): Promise<void> {
  try {
    const args = readArguments(process.argv.slice(2))
    if (args === undefined) console.log(USAGE)
    else process.exitCode = await run(args)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const isUsage = error instanceof TypeError && !isEmulatorError(error)
    console.error(isUsage ? `${message}\n\n${USAGE}` : message)
    process.exitCode = 1
  }
}

void main()
