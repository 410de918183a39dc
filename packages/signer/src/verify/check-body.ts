// Whether the body that arrived is the one that was signed.
import { bytesOf, utf8 } from '../bytes.ts'
import type { Claim } from './read-claim.ts'
import type { ReceivedRequest } from './received-request.ts'
import { reject, type Rejected } from './verdict.ts'
import type { VerifyOptions } from './verify-options.ts'
import { sha256 } from '#runtime'

export async function checkBody(
  request: ReceivedRequest,
  { authorization, values }: Claim,
  options: VerifyOptions,
): Promise<Rejected | undefined> {
  const bytes = bodyBytes(request.body)
  const signed = authorization.headers
  if (signed.includes('content-length') && values.get('content-length') !== String(bytes.byteLength)) {
    return reject(
      'content-length-mismatch',
      `The content-length header is not the ${bytes.byteLength} bytes that arrived.`,
    )
  }
  if (!signed.includes('x-content-sha256')) {
    const acceptable = bytes.byteLength === 0 || options.allowUnsignedBody
    return acceptable ? undefined : reject('unsigned-body', 'The signature does not cover the body.')
  }
  if (values.get('x-content-sha256') === (await sha256(bytes))) return undefined
  return reject('body-hash-mismatch', 'The body is not the one that was signed.')
}

function bodyBytes(body: ReceivedRequest['body']): Uint8Array {
  if (typeof body === 'string') return utf8.encode(body)
  return (body && bytesOf(body)) ?? new Uint8Array()
}
