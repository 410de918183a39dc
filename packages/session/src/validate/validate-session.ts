// Tells whether a session is good: by its files, and then by a real call.
import type { Kinds } from '@x/kernel'
import { SecurityTokenSigner } from '@x/signer'
import { checkSessionOptions, PLACE, PORTS } from '../check-options.ts'
import type { SessionPlaceOptions } from '../files/session-place.ts'
import { readStoredSession, type StoredSession } from '../files/stored-session.ts'
import type { CallPorts } from '../service/ask-for-renewal.ts'
import { refusalBy } from '../service/refusal-by.ts'
import { endpointOf, type SessionEndpoints } from '../service/session-endpoints.ts'
import { localStatus, type SessionStatus } from './session-status.ts'

/** Options of {@link validateSession}. @public */
export interface ValidateSessionOptions
  extends Omit<SessionPlaceOptions, 'tokenLocation'>, Pick<SessionEndpoints, 'identityEndpoint'>, CallPorts {
  /** Ask nobody. @defaultValue false */
  readonly local?: boolean | undefined
  /** Of the key, where the profile does not have it. Secret. */
  readonly passphrase?: string | undefined
  /** Identifier or code. @defaultValue the profile's */
  readonly region?: string | undefined
}

const KINDS: Kinds<ValidateSessionOptions> = {
  ...PLACE,
  ...PORTS,
  identityEndpoint: 'anything',
  local: 'true or false',
  passphrase: 'a string',
  region: 'a string',
}

/**
 * How a session stands. What its files show is told without a call; where they show nothing wrong, the identity service is asked,
 * unless `local` says otherwise. That a session is no good is no error: it is what this function tells.
 *
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found` or `no-session`
 * @throws {@link SessionRegionError} `ERR_SESSION_REGION`, UnknownRegionError `ERR_UNKNOWN_REGION`
 * @throws ServiceError for another answer than 401, and the errors of `@x/http` about the network
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind
 * @example
 * ```ts
 * import { validateSession } from '@x/session'
 * const { valid, problem, secondsLeft } = await validateSession({ profile: 'DEFAULT' })
 * ```
 * @see docs/sources.md#session-files
 * @public
 */
export async function validateSession(options: ValidateSessionOptions): Promise<SessionStatus> {
  checkSessionOptions(options, { call: "validateSession({ profile: 'DEFAULT' })", kinds: KINDS })
  const stored = await readStoredSession(options)
  const status = await localStatus(stored, options)
  if (!status.valid || options.local === true) return status
  const isTaken = await isTakenByService(stored, options)
  return { ...status, valid: isTaken, problem: isTaken ? undefined : 'refused', source: 'service' }
}

async function isTakenByService(stored: StoredSession, options: ValidateSessionOptions): Promise<boolean> {
  const { tokenFile, keyFile: privateKeyFile } = stored
  const endpoint = await endpointOf('identity', options, { ...options, region: options.region ?? stored.region })
  const passphrase = options.passphrase ?? stored.passphrase
  const signer = new SecurityTokenSigner({ tokenFile, privateKeyFile, passphrase, now: options.now })
  return (await refusalBy(endpoint, signer, options)) === undefined
}
