// All options of startEmulator in one type: those of the frame, of the tenancy and of each service.
import { FRAME_OPTIONS, type FrameOptions } from './frame/frame-options.ts'
import { SERVICES, type ServiceOptions } from './services/index.ts'
import type { ServiceRow } from './frame/service/service.ts'
import { TENANCY_OPTIONS, type TenancyOptions } from './tenancy/tenancy.ts'

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

const ROWS: readonly Pick<ServiceRow<never>, 'optionNames'>[] = SERVICES

/** The names of all of them. */
export const EMULATOR_OPTIONS: readonly string[] = [
  ...FRAME_OPTIONS,
  ...TENANCY_OPTIONS,
  ...ROWS.flatMap(({ optionNames = [] }) => optionNames),
]
