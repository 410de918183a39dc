// The identity data plane, which gives users scoped and security tokens.
import type { ServiceRow } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { DataPlaneSettings, type DataPlaneOptions, type EmulatorDataPlane } from './data-plane-settings.ts'
import { examineDataPlane, TOKEN_PATHS } from './examine-data-plane.ts'

/** What of the identity data plane can be chosen. */
export interface DataPlaneServiceOptions {
  /** How long the identity data plane's tokens last, see {@link Emulator.dataPlane}. */
  readonly dataPlane?: DataPlaneOptions | undefined
}

/** The identity data plane of a running emulator. */
export interface DataPlaneFace {
  /** The identity data plane, which gives users scoped and security tokens. */
  readonly dataPlane: EmulatorDataPlane
}

export const dataPlane: ServiceRow<DataPlaneServiceOptions, DataPlaneFace> = {
  optionNames: namesOf<DataPlaneServiceOptions>({ dataPlane: true }),
  start: ({ tenancy }, options) => {
    const settings = new DataPlaneSettings(tenancy.sessions, options.dataPlane)
    return {
      examine: (request) => examineDataPlane({ tenancy, settings }, request),
      reset: putBack(settings, ['userTokenSeconds', 'scopedTokenSeconds']),
      tokenPaths: TOKEN_PATHS,
      face: () => ({ dataPlane: settings }),
    }
  },
}
