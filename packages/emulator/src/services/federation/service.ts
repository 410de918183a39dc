// The auth service, which exchanges an instance's certificate for tokens.
import type { Environment, ServiceRow } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { examineFederation, FEDERATION_PATH } from './examine-federation.ts'
import { examineRootCertificates } from './examine-root-certificates.ts'
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
    const variables: Environment = ({ url }) => ({ OCI_SDK_AUTH_CLIENT_REGION_URL: url })
    return {
      examine: async (request) =>
        examineRootCertificates(tenancy, request) ?? (await examineFederation(tenancy, settings, request)),
      reset: putBack(settings, ['lifetimeSeconds', 'jwk']),
      tokenPaths: [FEDERATION_PATH],
      environment: { instance: variables, 'resource-1.1': variables },
      face: () => ({ federation: settings }),
    }
  },
}
