// What a service says when it refuses, with everything that helps to find out why, and nothing that must stay secret.
import { errorJson, hasCode } from '@x/kernel'
import type { Finding } from '@x/signer'
import { redact } from '../report/redact.ts'

/** The parts of a {@link ServiceError}. @public */
export interface ServiceErrorFields {
  /** The HTTP status. */
  readonly status: number
  /** OCI's error code, e.g. `NotAuthenticated`; `null` when the answer was not OCI's. */
  readonly code: string | null
  /** The service's own words, or the beginning of whatever text came instead. */
  readonly serviceMessage: string
  /** The `opc-request-id` of the response, or else the one that was sent: what OCI's support asks for. */
  readonly requestId: string
  /** Of the response, lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly targetService: string | undefined
  readonly operation: string
  /** Method and address. */
  readonly requestEndpoint: string
  /** When the client saw the answer, ISO 8601 in UTC. */
  readonly timestamp: string
  readonly clientVersion: string
  /** The documentation of the operation, where the client knows it. */
  readonly apiReferenceLink: string | undefined
  /** OCI's documentation of the error. */
  readonly troubleshootingLink: string
  /** Every other member of the answer, e.g. `originalMessage`. */
  readonly details: Readonly<Record<string, unknown>>
  /** Whether it counts against the health of the service: 409 IncorrectState and LockConflict, 429, 500, 502, 503, 504. */
  readonly transient: boolean
  /** On a 401: what could be seen of its cause, see `diagnose401` of `@x/signer`; empty where nothing could. */
  readonly findings: readonly Finding[]
  /** On a 401: how far the service's clock is ahead of this machine's, in milliseconds; 5 minutes are tolerated. */
  readonly clockOffsetMs: number | undefined
}

/**
 * A service answered with a status that is not 2xx.
 *
 * `code` is OCI's own, so this is the one error here without an `ERR_…` code: {@link isServiceError} recognises it.
 *
 * @see https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm
 * @public
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constructor assigns what the interface adds
export class ServiceError extends Error {
  override readonly name = 'ServiceError'

  /** @param retries - whether the call had a retry strategy: then its message does not recommend one */
  constructor(fields: ServiceErrorFields, retries = false) {
    super(sentencesOf(fields, retries))
    Object.assign(this, fields)
  }

  toJSON(): object {
    return errorJson(this, redact)
  }
}

/** It has every field that it is made of. @public */
export interface ServiceError extends ServiceErrorFields {}

/**
 * Whether `error` is a {@link ServiceError}; it also holds across two copies of the package, where `instanceof` does not.
 *
 * @example
 * ```ts
 * import { isServiceError } from '@x/http'
 * declare const error: unknown
 * if (isServiceError(error) && error.status === 404) console.log(error.requestId)
 * ```
 * @public
 */
export function isServiceError(error: unknown): error is ServiceError {
  // Other SDKs have a class of that name, too.
  return hasCode<ServiceError>(error, { ServiceError: null }) && 'status' in error && 'requestEndpoint' in error
}

/** Beyond this the service refuses every signature. */
const CLOCK_TOLERANCE_MS = 300_000

function sentencesOf(fields: ServiceErrorFields, retries: boolean): string {
  const { status, code, serviceMessage, operation, targetService, requestId } = fields
  const who = targetService ?? 'The service'
  const what = code === null ? `HTTP ${status}` : `HTTP ${status} ${code}`
  const said = serviceMessage.replace(/[.\s]+$/, '')
  return `${who} answered ${operation} with ${what}: ${said} (opc-request-id ${requestId}). ${remedyFor(fields, retries)}`
}

/** By OAuth's code; the words are for the token endpoint of an identity domain. */
const OAUTH_REMEDIES: ReadonlyMap<string | null, string> = new Map([
  ['invalid_client', 'Check the client id, its secret, and that the application is active in this identity domain.'],
  [
    'invalid_grant',
    "Check that the token's issuer, audience and subject are those of a trust of this identity domain, and that it has not expired.",
  ],
  ['unauthorized_client', 'Check that the application may use this grant, and who asks.'],
  ['unsupported_grant_type', 'Check that the application of the identity domain allows token exchange.'],
  ['invalid_scope', 'Check the scope.'],
])

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'Check that the key or token is that of the caller, registered and not expired.',
  403: 'Check that a policy lets the caller do this.',
  404: 'Check the identifier, the region, and that a policy lets you see the resource.',
}

function remedyFor(fields: ServiceErrorFields, retries: boolean): string {
  const { status, code, transient, findings, clockOffsetMs = NaN, troubleshootingLink } = fields
  const ofOAuth = OAUTH_REMEDIES.get(code)
  // An identity domain need not give an opc-request-id, by which OCI's answers are known.
  if (ofOAuth !== undefined && findings.every(({ code: finding }) => finding === 'proxy-between')) return ofOAuth
  if (findings.length > 0) return findings.map(({ message }) => message).join(' ')
  if (clockOffsetMs > CLOCK_TOLERANCE_MS) return clockRemedy(clockOffsetMs, 'behind')
  if (clockOffsetMs < -CLOCK_TOLERANCE_MS) return clockRemedy(-clockOffsetMs, 'ahead of')
  const later = retries ? 'Try again later.' : 'Try again later, or give a retryStrategy.'
  const remedy = REMEDIES[status] ?? (transient ? later : 'Correct the request.')
  return `${remedy} See ${troubleshootingLink}`
}

const clockRemedy = (ms: number, where: string): string =>
  `The clock of this machine is ${Math.round(ms / 1000)} s ${where} the service's. Set it right.`
