// All options of startEmulator in one type: those of the frame, of the tenancy and of each service.
import type { FrameOptions } from './frame/frame-options.ts'
import type { ServiceOptions } from './services/index.ts'
import type { TenancyOptions } from './tenancy/tenancy.ts'

/** How {@link startEmulator} sets the emulator up; every member is optional. */
export interface EmulatorOptions extends FrameOptions, TenancyOptions, ServiceOptions {}
