// Each kind of value that an option or an argument may be: yields it, or refuses it by the option's name.
import { EmulatorOptionError } from './errors.ts'

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/

/** @throws {@link EmulatorOptionError} for an address that others can reach */
export function loopback(host: string): string {
  if (LOOPBACK.test(host)) return host
  throw new EmulatorOptionError(
    'host',
    'The emulator listens on loopback only, as it shows what it receives to whoever reaches it. Give "127.0.0.1", "::1" or "localhost".',
  )
}

/** @throws {@link EmulatorOptionError} for anything but an integer from 0 to `max` */
export function integer(option: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value
  throw new EmulatorOptionError(option, `"${option}" is out of range. Give an integer from 0 to ${max}.`)
}

/** What may stand in a key id, a path and a config file. */
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
