// Reads the arguments of the command `oci-emulator`.
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { nearestName } from '../lib/nearest-name.ts'
import type { EmulatorOptions } from '../options.ts'

export const USAGE = `Usage: oci-emulator [options]
       oci-emulator conformance [options] [-- command arguments…]

A local Oracle Cloud Infrastructure identity plane that verifies each signature. Loopback only.

With "conformance" it judges a signer: it runs the command, or waits for Ctrl+C, and prints for each of its difficult
requests what became of it. It ends with 1 when a case failed.

  --port <number>            port to listen on; 0 takes a free one (default 0)
  --host <address>           127.0.0.1 (default), ::1 or localhost
  --tls                      serve HTTPS with a certificate of the emulator's own CA
  --allow-host <name>        a further host name that metadata and inspector answer to; may be repeated
  --multi-valued-subject     certificates with all units in one part of the subject
  --cors                     allow every origin, for suites that run in a browser
  --config-dir <folder>      where to write config and keys (default: a temporary folder, removed at the end)
  --clock-offset <seconds>   how far the emulator's clock is ahead (negative: --clock-offset=-600)
  --faults <file>            fault rules to begin with, as JSON: { "faults": [ { "match": …, "times": 2, "effect": … } ] }
  --soft                     say what would be refused, and let it through; token services refuse as ever
  --upstream <url>           where genuine requests go that are not for the identity plane, e.g. http://127.0.0.1:12000
  --help, -h                 show this text

Examples:
  oci-emulator --port 12000                         the same address each time
  oci-emulator --config-dir ./oci --faults down.json  a config file for your client, and a service that fails
  oci-emulator --upstream http://127.0.0.1:8080     signatures are verified here, everything else is answered there
  oci-emulator --soft                               what would break once signatures are verified?
  oci-emulator conformance -- node send-cases.mjs   does this signer conform?
`

export interface Arguments {
  readonly task: 'serve' | 'conformance'
  /** The command of a conformance run, with its arguments; empty where there is none. */
  readonly driver: readonly string[]
  readonly options: EmulatorOptions
  readonly configDir: string | undefined
  /** A file with fault rules. */
  readonly faultsFile: string | undefined
}

const OPTIONS = {
  port: { type: 'string', default: '0' },
  host: { type: 'string' },
  tls: { type: 'boolean', default: false },
  cors: { type: 'boolean', default: false },
  'multi-valued-subject': { type: 'boolean', default: false },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  'config-dir': { type: 'string' },
  'clock-offset': { type: 'string', default: '0' },
  faults: { type: 'string' },
  soft: { type: 'boolean', default: false },
  upstream: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options']

/** Node's own refusal names no option that may be meant. */
function refuseUnknown(args: readonly string[]): void {
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const unknown = tokens.find((token) => token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name))
  if (unknown?.kind !== 'option') return
  const meant = nearestName(unknown.name, Object.keys(OPTIONS))
  const remedy = meant === undefined ? 'These are the options.' : `Did you mean "--${meant}"?`
  throw new TypeError(`"${unknown.rawName.slice(0, 60)}" is no option. ${remedy}`)
}

/** A shell gives an empty word for a variable that is not set. As a folder, that would be the one at hand. */
function refuseEmpty(values: Readonly<Record<string, unknown>>): void {
  const empty = Object.entries(values).find(([, value]) => [value].flat().includes(''))
  if (empty !== undefined) throw new TypeError(`--${empty[0]} is empty. Give a value, or leave the option out.`)
}

/**
 * @returns `undefined` when only the usage is asked for
 * @throws TypeError for arguments that are not understood
 */
export function readArguments(args: readonly string[]): Arguments | undefined {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  refuseUnknown(args.slice(0, end))
  const { values, positionals } = parseArgs({ args: args.slice(0, end), allowPositionals: true, options: OPTIONS })
  if (values.help) return undefined
  refuseEmpty(values)
  const driver = args.slice(end + 1)
  return {
    task: readTask(positionals, driver),
    driver,
    configDir: values['config-dir'],
    faultsFile: values.faults,
    options: {
      port: readNumber('--port', values.port),
      host: values.host,
      tls: values.tls,
      cors: values.cors,
      soft: values.soft,
      upstream: values.upstream,
      multiValuedSubject: values['multi-valued-subject'],
      allowedHosts: values['allow-host'],
      clock: { offsetMs: readNumber('--clock-offset', values['clock-offset']) * 1000 },
    },
  }
}

function readTask([task = 'serve', ...more]: readonly string[], driver: readonly string[]): Arguments['task'] {
  const isKnown = task === 'serve' || task === 'conformance'
  if (!isKnown || more.length > 0) throw new TypeError(`"${more[0] ?? task}" is no command. There is "conformance".`)
  if (task === 'serve' && driver.length > 0)
    throw new TypeError('Only "conformance" runs a command. Write oci-emulator conformance -- command.')
  return task
}

function readNumber(name: string, text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text)
  throw new TypeError(`${name} is not a whole number. Give one, e.g. ${name}=300.`)
}
