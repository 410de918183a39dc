// Checks the value of an option or an argument, a function for each kind: yields the value, or throws an error that names the option.
import { isIP } from 'node:net'
import { EmulatorOptionError } from '../errors.ts'
import { isLoopbackAddress } from '../lib/loopback.ts'
import { findUnknownName, isOptions } from './unknown-name.ts'

/** @throws {@link EmulatorOptionError} for an address that others can reach */
export function loopback(host: string): string {
  if (host === 'localhost' || isLoopbackAddress(host)) return host
  throw new EmulatorOptionError(
    'host',
    'The emulator listens on loopback only, as it shows what it receives to whoever reaches it. Give "127.0.0.1", "::1" or "localhost".',
  )
}

/** Labels of letters, digits and hyphens, as browsers send a host; no wildcard, no port, no address in another form than `isIP` knows. */
const HOST_NAME =
  /^(?=.{1,253}$)(?!(?:.*\.)?(?:\d+|0x[0-9a-f]*)$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i

/**
 * In lower case, IPv6 addresses without brackets.
 *
 * @throws {@link EmulatorOptionError} for what is no list of host names and addresses
 */
export function hostNames(option: string, hosts: readonly string[]): ReadonlySet<string> {
  if (Array.isArray(hosts) && hosts.every(isHost)) return new Set(hosts.map((host) => host.toLowerCase()))
  throw new EmulatorOptionError(
    option,
    `"${option}" is not a list of host names. Give names or IP addresses without scheme, port, brackets and "*", e.g. ["emulator.test"].`,
  )
}

const isHost = (host: unknown): boolean => typeof host === 'string' && (isIP(host) !== 0 || HOST_NAME.test(host))

/** @throws {@link EmulatorOptionError} for anything but an integer from 0 to `max` */
export function integer(option: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value
  throw new EmulatorOptionError(option, `"${option}" is out of range. Give an integer from 0 to ${max}.`)
}

/** Characters that neither end nor split a key id, a path or a line of a config file. */
const IDENTIFIER = /^[A-Za-z0-9._-]{1,255}$/

/** @throws {@link EmulatorOptionError} for what could end a key id, a path or a line */
export function identifier(option: string, value: string): string {
  if (typeof value === 'string' && IDENTIFIER.test(value)) return value
  throw new EmulatorOptionError(
    option,
    `"${option}" holds characters that an OCID cannot have. Use letters, digits, ".", "_" and "-".`,
  )
}

/** @throws {@link EmulatorOptionError} for anything but a positive integer */
export function lifetime(option: string, seconds: number): number {
  if (Number.isInteger(seconds) && seconds > 0) return seconds
  throw new EmulatorOptionError(option, `"${option}" is not a lifetime. Give a positive integer.`)
}

/** @throws {@link EmulatorOptionError} for anything but `true` and `false` */
export function flag(option: string, value: boolean): boolean {
  if (typeof value === 'boolean') return value
  throw new EmulatorOptionError(option, `"${option}" is neither true nor false. Give one of them.`)
}

/** @throws {@link EmulatorOptionError} for anything but one of `choices` */
export function choice<Choice extends string>(option: string, value: Choice, choices: readonly Choice[]): Choice {
  if (choices.includes(value)) return value
  throw new EmulatorOptionError(option, `"${option}" is none of its values. Give one of: ${choices.join(', ')}.`)
}

/**
 * @param owner - what takes these options, e.g. `"startEmulator"`
 * @throws {@link EmulatorOptionError} for what is no object, or has a member that is none of `names`
 */
export function knownOptions(owner: string, given: object, names: readonly string[]): void {
  if (!isOptions(given)) {
    throw new EmulatorOptionError(owner, `The options of "${owner}" are not an object. Give one, e.g. {}.`)
  }
  const unknown = findUnknownName(given, names)
  if (unknown === undefined) return
  const { name, remedy } = unknown
  throw new EmulatorOptionError(name, `"${name}" is no option of "${owner}". ${remedy}`)
}
