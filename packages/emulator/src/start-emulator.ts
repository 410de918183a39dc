// Starts an emulator with all services that it can play.
import type { Emulator } from './emulator.ts'
import type { EmulatorOptions } from './options.ts'
import { SERVICES } from './services/index.ts'
import { startWith } from './start-with.ts'

/**
 * Starts an OCI identity plane on loopback that verifies each signed request with its own code.
 *
 * @param options - see {@link EmulatorOptions}; without any, a free port of 127.0.0.1 and a new tenancy with new keys
 * @returns the running emulator, which listens already; {@link Emulator.close} ends it
 * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when an option cannot be used or is unknown
 * @throws {@link EmulatorStartError} ERR_EMULATOR_START when the address cannot be listened on
 * @example
 * ```ts
 * import { startEmulator } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const response = await fetch(`${oci.url}/20160918/regions`)
 * console.log(response.status, oci.requests.at(-1)?.reason) // 401 "no-authorization"
 * await oci.close()
 * ```
 * @see docs/sources.md#request-signing
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startWith(SERVICES, options)
}
