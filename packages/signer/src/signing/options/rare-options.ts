// Options of createSigner that few give: header lists of their own, hosts that it is pinned to, or a name that is none. Loaded only
// where there are any.
import { argumentError, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from './signer-options.ts'
import { DEFAULT_LISTS, type HeaderLists } from './header-lists.ts'
import { explained } from '../../errors/explained.ts'
import { assertAllowedHost } from './only-hosts.ts'
import { SIGNER_OPTIONS } from './signer-options.ts'

type RareOptions = Omit<SignerOptions, 'maxBufferBytes' | 'now'>

const REQUEST_ID = 'opc-request-id'

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a member that is no option; it names the nearest one
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the service would refuse every signature over the list
 * @throws {@link SigningError} `ERR_SIGNING`, kind `foreign-host`, when the signer may not sign for the host of `url`
 */
export async function readRareOptions(options: RareOptions, url: string | URL): Promise<HeaderLists> {
  refuseUnknownOptions<SignerOptions>(options, SIGNER_OPTIONS)
  const { onlyHosts } = options
  if (isGiven(onlyHosts)) await explained((async () => assertAllowedHost(onlyHosts, url))())
  const generic = normalise(options.genericHeaders ?? DEFAULT_LISTS.generic)
  const [date, ...dates] = generic.filter((name) => /^(x-)?date$/.test(name))
  const complete = generic.includes('(request-target)') && (options.requireHost === false || generic.includes('host'))
  if (!date || dates[0] || !complete) {
    throw argumentError(
      'genericHeaders needs (request-target), host, and one of date and x-date. Add what is missing: the service refuses signatures without it.',
    )
  }
  const body = normalise(options.bodyHeaders ?? DEFAULT_LISTS.body)
  const own = body.filter((name) => !generic.includes(name))
  return { generic, date, body: own, ...(generic.includes(REQUEST_ID) && { complete: addRequestId }) }
}

const normalise = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.toLowerCase()))]

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/** So that no two requests have the same signature. */
function addRequestId(headers: Record<string, string>): void {
  headers[REQUEST_ID] ??= Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
