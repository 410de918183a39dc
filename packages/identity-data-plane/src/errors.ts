// What can go wrong beside the call itself, each as something a caller can branch on.
import { type CodesOf, errorJson, hasCode } from '@x/kernel'

/** The configuration names a principal whose signer comes from another package. @public */
export class FederationRequiredError extends Error {
  override readonly name = 'FederationRequiredError'
  readonly code = 'ERR_FEDERATION_REQUIRED'
  /** The `authentication_type`, e.g. `instance_principal`. */
  readonly authenticationType: string

  constructor(authenticationType: string) {
    super(
      `The configuration has the authentication_type "${authenticationType}", which needs a federation principal. ` +
        'Pass one: new DataplaneClient({ config, signer: await signerFromConfig(config) }), with signerFromConfig of @x/auth-federation.',
    )
    this.authenticationType = authenticationType
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Every error class of this package; `switch (error.code)` narrows it. @public */
export type DataplaneError = FederationRequiredError

const codes: CodesOf<DataplaneError> = {
  FederationRequiredError: 'ERR_FEDERATION_REQUIRED',
}

/**
 * Whether `error` is one of this package's own, by class name and code: it also holds across two copies of the package. What the service
 * answered is a `ServiceError`, a failed call one of `@x/http`; of a token or a session `isSignerError` of `@x/signer` knows.
 *
 * @example
 * ```ts
 * import { DataplaneClient, isDataplaneError } from '@x/identity-data-plane'
 * try {
 *   new DataplaneClient({ config: { authenticationType: 'instance_principal' } })
 * } catch (error) {
 *   isDataplaneError(error) && error.code // 'ERR_FEDERATION_REQUIRED'
 * }
 * ```
 * @public
 */
export function isDataplaneError(error: unknown): error is DataplaneError {
  return hasCode<DataplaneError>(error, codes)
}
