// What createOciHttpClient may be told.
import type { SignedFetchOptions } from '@x/fetch'
import { type OptionNames, type OtherNames, refuseUnknownOptions } from '@x/kernel'

/**
 * How `createOciHttpClient` signs and sends; every member is optional. Which bodies are signed the SDK says itself, call by call.
 *
 * @public
 */
export interface OciHttpClientOptions extends Pick<
  SignedFetchOptions,
  'fetch' | 'refreshOn401' | 'clockSkew' | 'onRefused'
> {}

const OPTIONS: OptionNames<OciHttpClientOptions> = { fetch: true, refreshOn401: true, clockSkew: true, onRefused: true }

/** What a client of the SDK or another transport takes, and a `fetch` of the caller's own does here. */
const BY_FETCH: OtherNames = {
  agent: 'fetch',
  circuitbreaker: 'fetch',
  dispatcher: 'fetch',
  httpoptions: 'fetch',
  signal: 'fetch',
  timeout: 'fetch',
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` for a member that is no option; it names the nearest one */
export function checkOptions(options: OciHttpClientOptions): void {
  refuseUnknownOptions<OciHttpClientOptions>(options, OPTIONS, BY_FETCH)
}
