// What goes out of a request that the SDK has composed: its address and headers as they have to be for a signature. The SDK sends the
// same request again when it retries, so that nothing of it is changed.
import { argumentError } from '@x/kernel'
import type { OciHttpRequest } from './oci-http-client.ts'

const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?=\/|$)/i
const REPEATED_LENGTH = /^(\d+)(?:, \1)+$/

/**
 * The address to sign and to send to. The SDK joins queries without encoding them, so that a `#` in a value would cut off the rest.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a path that addresses another resource than the one that was named
 */
export function sentUri({ uri }: OciHttpRequest): string {
  const [path = ''] = uri.split('?', 1)
  if (DOT_SEGMENT.test(path))
    throw argumentError(
      'A name in the path is "." or "..", which every URL drops: the request would reach another resource. Use a resource of another name.',
    )
  return uri.replaceAll('#', '%23')
}

/** The headers to sign and to send, as a copy. */
export function sentHeaders({ headers, body }: OciHttpRequest, excludeBody: boolean): Headers {
  const sent = new Headers(headers)
  // The SDK dates what it sends again with this machine's clock: the signer's is right where this machine's is not.
  sent.delete('x-date')
  // Where it backs up a body whose length was given, it gives the length twice.
  const length = REPEATED_LENGTH.exec(sent.get('content-length') ?? '')?.[1]
  if (length !== undefined) sent.set('content-length', length)
  // What is uploaded is no JSON because it is text: its type as fetch has it, which is kept with the object.
  if (excludeBody && typeof body === 'string' && !sent.has('content-type'))
    sent.set('content-type', 'text/plain;charset=UTF-8')
  return sent
}
