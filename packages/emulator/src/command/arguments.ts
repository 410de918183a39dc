// Reads the arguments of the command `oci-emulator`.
import { parseArgs } from 'node:util'
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
  --help                     show this text
`

export interface Arguments {
  readonly task: 'serve' | 'conformance'
  /** The command of a conformance run, with its arguments; empty where there is none. */
  readonly driver: readonly string[]
  readonly options: EmulatorOptions
  readonly configDir: string | undefined
}

/**
 * @returns `undefined` when only the usage is asked for
 * @throws TypeError for arguments that are not understood
 */
export function readArguments(args: readonly string[]): Arguments | undefined {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const { values, positionals } = parseArgs({
    args: args.slice(0, end),
    allowPositionals: true,
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
  const driver = args.slice(end + 1)
  return {
    task: readTask(positionals, driver),
    driver,
    configDir: values['config-dir'],
    options: {
      port: readNumber('--port', values.port),
      host: values.host,
      tls: values.tls,
      cors: values.cors,
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
