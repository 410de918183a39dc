#!/usr/bin/env node
// The command `oci-emulator`: starts an emulator, says how to use it or judges a signer, stops on SIGINT, SIGTERM or SIGHUP.
import { readArguments, USAGE, type Arguments } from './command/arguments.ts'
import { describeRun, driverVariables, report, runDriver } from './command/conformance.ts'
import { inFolder, writeConfig } from './command/folder.ts'
import { readFaults } from './command/read-faults.ts'
import { describeServer } from './command/describe-server.ts'
import { describeLetThrough } from './command/describe-let-through.ts'
import type { Emulator } from './emulator.ts'
import { isEmulatorError } from './errors.ts'
import { startEmulator } from './start-emulator.ts'

/** @returns the code to end with */
async function run(args: Arguments): Promise<number> {
  const { options, configDir, faultsFile } = args
  const oci = await startEmulator({
    ...options,
    faults: faultsFile === undefined ? undefined : await readFaults(faultsFile),
    onRequest: (record) => {
      if (record.letThrough) console.error(describeLetThrough(record))
    },
  })
  try {
    return await inFolder(configDir, (folder) => perform(oci, args, folder))
  } finally {
    await oci.close()
  }
}

async function perform(oci: Emulator, { task, driver }: Arguments, folder: string): Promise<number> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  const config = await writeConfig(oci, folder)
  return task === 'serve' ? serve(oci, config, interrupted) : judge(oci, { config, driver, interrupted })
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
