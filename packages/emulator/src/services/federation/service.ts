// The auth service, which exchanges an instance's certificate for tokens.
import type { ServiceRow } from '../../frame/service/service.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { examineFederation, FEDERATION_PATH } from './examine-federation.ts'
import { FederationSettings, type EmulatorFederation, type FederationOptions } from './federation-settings.ts'

/** What of the auth service can be chosen. */
export interface FederationServiceOptions {
  /** How long the auth service's tokens last and what they say, see {@link Emulator.federation}. */
  readonly federation?: FederationOptions | undefined
}

/** The auth service of a running emulator. */
export interface FederationFace {
  /** The auth service, which exchanges the instance's certificate for tokens. */
  readonly federation: EmulatorFederation
}

export const federation: ServiceRow<FederationServiceOptions, FederationFace> = {
  optionNames: namesOf<FederationServiceOptions>({ federation: true }),
  start: ({ tenancy }, options) => {
    const settings = new FederationSettings(options.federation)
    return {
      examine: (request) => examineFederation(tenancy, settings, request),
      tokenPaths: [FEDERATION_PATH],
      environment: { instance: ({ url }) => ({ OCI_SDK_AUTH_CLIENT_REGION_URL: url }) },
      face: () => ({ federation: settings }),
    }
  },
}
