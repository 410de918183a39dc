// The handle that a test holds: the public face of one running emulator.
import type { EmulatorBase } from './emulator-base.ts'
import type { EmulatedPlace, ServiceFaces } from './services/index.ts'

/**
 * A running emulator. Its keys and tokens are made for it and open nothing else.
 *
 * @example
 * ```ts
 * import { startEmulator, type Emulator } from '@x/emulator'
 *
 * const oci: Emulator = await startEmulator()
 * const { url, tenancy, user, apiKey } = oci
 * console.log(`${tenancy}/${user}/${apiKey.fingerprint} signs requests to ${url}`)
 * await oci.close()
 * ```
 */
export interface Emulator extends EmulatorBase<EmulatedPlace>, ServiceFaces {}
