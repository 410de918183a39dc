// The errors of regions and endpoints.
import { type CodesOf, errorJson, hasCode } from '@x/kernel'

/**
 * A region, or a domain from the environment, could not be part of a host name.
 *
 * @public
 */
export class InvalidRegionError extends Error {
  override readonly name = 'InvalidRegionError'
  readonly code = 'ERR_INVALID_REGION'

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * Nobody knows the region, and assuming the realm OC1 is not allowed or could not be told to anybody.
 *
 * @public
 */
export class UnknownRegionError extends Error {
  override readonly name = 'UnknownRegionError'
  readonly code = 'ERR_UNKNOWN_REGION'
  readonly region: string

  constructor(region: string) {
    super(
      `The region "${region}" is unknown, so its realm is, too. Correct it, set OCI_REGION_METADATA or OCI_DEFAULT_REALM, ` +
        'add it to ~/.oci/regions-config.json, or update this package.',
    )
    this.region = region
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * An endpoint or its template is no plain http(s) origin with an optional path.
 *
 * @public
 */
export class InvalidEndpointError extends TypeError {
  override readonly name = 'InvalidEndpointError'
  readonly code = 'ERR_INVALID_ENDPOINT'

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * A parameter of an endpoint's host could lead the request, and its signature, to another host.
 *
 * @public
 */
export class UnsafeHostParameterError extends TypeError {
  override readonly name = 'UnsafeHostParameterError'
  readonly code = 'ERR_UNSAFE_HOST_PARAMETER'
  /** Name of the parameter. */
  readonly parameter: string

  constructor(parameter: string) {
    super(
      `The parameter "${parameter}" is no part of a host name. Use labels of letters, digits, "_" and inner "-", joined by dots.`,
    )
    this.parameter = parameter
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The developer-tool configuration is faulty, or forbids what was asked: a region or a service that it does not name.
 *
 * @public
 */
export class InvalidDeveloperToolConfigurationError extends Error {
  override readonly name = 'InvalidDeveloperToolConfigurationError'
  readonly code = 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION'

  toJSON(): object {
    return errorJson(this)
  }
}

/** Every error of `@x/config/regions`; `switch (error.code)` narrows it. */
export type RegionError =
  | InvalidDeveloperToolConfigurationError
  | InvalidEndpointError
  | InvalidRegionError
  | UnknownRegionError
  | UnsafeHostParameterError

const codes: CodesOf<RegionError> = {
  InvalidDeveloperToolConfigurationError: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION',
  InvalidEndpointError: 'ERR_INVALID_ENDPOINT',
  InvalidRegionError: 'ERR_INVALID_REGION',
  UnknownRegionError: 'ERR_UNKNOWN_REGION',
  UnsafeHostParameterError: 'ERR_UNSAFE_HOST_PARAMETER',
}

/**
 * True for an error of `@x/config/regions`, whichever copy of it threw.
 *
 * @example
 * ```ts
 * import { endpointFor, isRegionError } from '@x/config/regions'
 *
 * try {
 *   endpointFor('https://identity.{region}.{secondLevelDomain}', 'nowhere-1')
 * } catch (error) {
 *   if (isRegionError(error)) console.error(error.code) // "ERR_UNKNOWN_REGION"
 * }
 * ```
 * @public
 */
export function isRegionError(error: unknown): error is RegionError {
  return hasCode<RegionError>(error, codes)
}
