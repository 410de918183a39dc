// All options of startEmulator in one type: those of the frame, of the tenancy and of each service.
import type { FrameOptions } from './frame/frame-options.ts'
import type { ServiceOptions } from './services/index.ts'
import type { TenancyOptions } from './tenancy/tenancy.ts'

/**
 * How {@link startEmulator} sets the emulator up. Every member is optional; one that is `undefined` counts as absent, and a name that is
 * none of these is refused.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorOptions } from '@x/emulator'
 *
 * const options: EmulatorOptions = { region: 'eu-frankfurt-1', clock: { offsetMs: -600_000 }, maxRecordedRequests: 10 }
 * const oci = await startEmulator(options)
 * console.log(oci.region) // "eu-frankfurt-1"
 * await oci.close()
 * ```
 */
export interface EmulatorOptions extends FrameOptions, TenancyOptions, ServiceOptions {}
