// Whether the body that arrived is the one that was signed.
import { utf8 } from '../lib/bytes.ts'
import type { Received } from './received/received-request.ts'
import { reject, type Rejected } from './verdict.ts'
import type { Rules } from './verify-options.ts'
import { sha256 } from '#runtime'

export async function checkBody(
  { body, values }: Received,
  signed: readonly string[],
  rules: Rules,
): Promise<Rejected | undefined> {
  const covered = signed.includes('x-content-sha256')
  const counted = signed.includes('content-length')
  if (rules.allowUnsignedBody && !covered && !counted) return undefined
  if (body === undefined && announcesBody(values))
    return reject('missing-body', 'The request announces a body, and none was given to verify.')
  const bytes = typeof body === 'string' ? utf8.encode(body) : (body ?? new Uint8Array())
  const length = bytes.byteLength
  if ((counted || length === 0) && (values.get('content-length') ?? '0') !== String(length))
    return reject('content-length-mismatch', `The content-length header is not the ${length} bytes that arrived.`)
  if (!covered) {
    const acceptable = length === 0 || rules.allowUnsignedBody
    return acceptable ? undefined : reject('unsigned-body', 'The signature does not cover the body.')
  }
  if (values.get('x-content-sha256') === (await sha256(bytes))) return undefined
  return reject('body-hash-mismatch', 'The body is not the one that was signed.')
}

/** A length that cannot be read is no promise that there is nothing. */
const announcesBody = (values: Received['values']): boolean =>
  values.has('transfer-encoding') || (values.get('content-length') ?? '0') !== '0'
