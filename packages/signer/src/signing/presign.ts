// A signature that travels in the address: for a client that can only be given a URL.
import { argumentError, type OptionNames, refuseUnlistedOptions } from '@x/kernel'
import type { RequestSigner, SignableRequest } from '../request.ts'
import { wireUrl } from './wire-url.ts'

/** The service takes a date that is at most this old. */
const WINDOW_SECONDS = 300

/** @public */
export interface PresignOptions {
  /**
   * How long the address holds: 1 to 300, the service's own limit. A shorter time dates the signature back accordingly.
   *
   * @defaultValue 300
   */
  readonly expiresInSeconds?: number | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  readonly signal?: AbortSignal | undefined
}

const OPTIONS: OptionNames<PresignOptions> = { expiresInSeconds: 1, now: 1, signal: 1 }

/**
 * The address of `request` with its signature as the query parameters `authorization` and `date`, as OKE's cluster tokens have
 * it. The path and the query before these two are signed.
 *
 * The address is a credential: whoever holds it can make this one call until it expires.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a method with a body, a time outside 1 to 300 seconds, an address that already has
 * a parameter `authorization` or `date`, a signer that covers other headers than date and host, or an unknown option
 * @throws {@link SigningError} `ERR_SIGNING` when no correct signature can be made from the request
 * @example
 * ```ts
 * import { presign, Signer } from '@x/signer'
 * declare const signer: Signer
 * const url = 'https://containerengine.us-phoenix-1.oraclecloud.com/cluster_request/ocid1.cluster.oc1.phx.aaaa'
 * const address = await presign({ method: 'GET', url }, signer, { expiresInSeconds: 240 })
 * const token = btoa(address.href).replaceAll('+', '-').replaceAll('/', '_')
 * ```
 * @see docs/sources.md#presigned-address
 * @public
 */
export async function presign(
  request: SignableRequest,
  signer: RequestSigner,
  options: PresignOptions = {},
): Promise<URL> {
  refuseUnlistedOptions(options, OPTIONS)
  const { expiresInSeconds = WINDOW_SECONDS, now = Date.now, signal } = options
  if (!(expiresInSeconds >= 1 && expiresInSeconds <= WINDOW_SECONDS)) {
    throw argumentError(
      `expiresInSeconds is not between 1 and ${WINDOW_SECONDS}. The service accepts no signature for longer.`,
    )
  }
  if (!/^(get|head|delete)$/i.test(request.method) || (request.body ?? null) !== null) {
    throw argumentError('A presigned address carries no body. Use GET, HEAD or DELETE without one.')
  }
  const date = new Date(now() - (WINDOW_SECONDS - expiresInSeconds) * 1000).toUTCString()
  const signed = await signer.sign({ method: request.method, url: request.url, headers: { date } }, { signal })
  const address = wireUrl(signed.url)
  if (/[?&](authorization|date)=/.test(address.search)) {
    throw argumentError(
      'The address has a query parameter called authorization or date. The signature takes these names: rename the parameter.',
    )
  }
  if (signed.signingString.split('\n').some((line) => !/^(date|host|\(request-target\)): /.test(line))) {
    throw argumentError(
      'The signer covers a header that an address cannot carry. Use one without a delegation token or header lists of its own.',
    )
  }
  const parameters = `authorization=${encodeURIComponent(String(signed.headers['authorization']))}&date=${encodeURIComponent(date)}`
  address.search = address.search === '' ? parameters : `${address.search}&${parameters}`
  return address
}
