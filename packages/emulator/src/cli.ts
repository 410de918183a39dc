#!/usr/bin/env node
// The command `oci-emulator`: starts an emulator, says how to use it, stops on SIGINT or SIGTERM.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Emulator } from './emulator.ts'
import { isEmulatorError } from './errors.ts'
import { startEmulator } from './start-emulator.ts'

const USAGE = `Usage: oci-emulator [options]

A local Oracle Cloud Infrastructure identity plane that verifies each signature. Loopback only.

  --port <number>            port to listen on; 0 takes a free one (default 0)
  --host <address>           127.0.0.1 (default), ::1 or localhost
  --tls                      serve HTTPS with a certificate of the emulator's own CA
  --allow-host <name>        a further host name that metadata and inspector answer to; may be repeated
  --multi-valued-subject     certificates with all units in one part of the subject
  --cors                     allow every origin, for suites that run in a browser
  --config-dir <folder>      where to write config and keys (default: a temporary folder, removed at the end)
  --clock-offset <seconds>   how far the emulator's clock is ahead (negative: --clock-offset=-600)
  --help                     show this text
`

interface Arguments {
  readonly port: number
  readonly host: string | undefined
  readonly tls: boolean
  readonly cors: boolean
  readonly multiValuedSubject: boolean
  readonly allowedHosts: readonly string[]
  readonly configDir: string | undefined
  readonly clockOffsetMs: number
}

/** @returns `undefined` when only the usage is asked for */
function readArguments(args: readonly string[]): Arguments | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string' },
      tls: { type: 'boolean', default: false },
      cors: { type: 'boolean', default: false },
      'multi-valued-subject': { type: 'boolean', default: false },
      'allow-host': { type: 'string', multiple: true, default: [] },
      'config-dir': { type: 'string' },
      'clock-offset': { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  return {
    port: readNumber('--port', values.port),
    host: values.host,
    tls: values.tls,
    cors: values.cors,
    multiValuedSubject: values['multi-valued-subject'],
    allowedHosts: values['allow-host'],
    configDir: values['config-dir'],
    clockOffsetMs: readNumber('--clock-offset', values['clock-offset']) * 1000,
  }
}

function readNumber(name: string, text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text)
  throw new TypeError(`${name} is not a whole number. Give one, e.g. ${name}=300.`)
}

async function describe(oci: Emulator, config: string): Promise<string> {
  const trust = oci.ca === undefined ? '' : `\n  CA          ${join(dirname(config), 'ca.pem')}`
  const variables = Object.entries(await oci.environment('instance'))
  const instance = variables.map(([name, value]) => `  ${name}=${value}`).join('\n')
  return `OCI emulator at ${oci.url} (Ctrl+C stops it)

  inspector   ${oci.url}/
  config      ${config} (profiles DEFAULT: API key, SESSION: session token)${trust}
  tenancy     ${oci.tenancy}
  region      ${oci.region}

To be an instance principal, as on a compute instance, set in your client's environment
${instance}

Read the config file with your OCI client and send its requests to the address above, for example
  GET ${oci.url}/20160918/regions
  GET ${oci.url}/20160918/tenancies/${oci.tenancy}/regionSubscriptions
A request without a signature, or with a wrong one, is answered with 401 and the reason.
`
}

async function run(options: Arguments): Promise<void> {
  const { configDir, clockOffsetMs, ...others } = options
  const oci = await startEmulator({ ...others, clock: { offsetMs: clockOffsetMs } })
  const temporary = configDir === undefined ? await mkdtemp(join(tmpdir(), 'oci-emulator-')) : undefined
  const stop = async (): Promise<void> => {
    await oci.close()
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  try {
    console.log(await describe(oci, await oci.configFile(configDir ?? temporary ?? '')))
  } catch (error) {
    await stop()
    throw error
  }
}

async function main(): Promise<void> {
  try {
    const options = readArguments(process.argv.slice(2))
    if (options === undefined) console.log(USAGE)
    else await run(options)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    console.error(isEmulatorError(error) ? message : `${message}\n\n${USAGE}`)
    process.exitCode = 1
  }
}

void main()
