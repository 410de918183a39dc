// Refuses an option that createSignedFetch does not know. Loaded at the first call, and only where there is one.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignedFetchOptions } from './options.ts'

const OPTIONS: OptionNames<SignedFetchOptions> = {
  fetch: true,
  bodySigning: true,
  refreshOn401: true,
  clockSkew: true,
  onRefused: true,
}

/**
 * @param others - what was given beside the options there are
 * @throws TypeError `ERR_INVALID_ARGUMENT` that names the nearest option
 */
export function refuseOthers(others: Readonly<Record<string, never>>): void {
  refuseUnknownOptions<SignedFetchOptions>(others, OPTIONS)
}
