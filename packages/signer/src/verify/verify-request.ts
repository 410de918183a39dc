// Whether a signed request is genuine: each rule is one step, and the first that fails is the answer.
import { utf8 } from '../bytes.ts'
import { printedAs } from '../redact.ts'
import { checkBody } from './check-body.ts'
import { readClaim } from './read-claim.ts'
import type { ReceivedRequest } from './received-request.ts'
import { reject, withoutSecrets, type Rejected, type Verified } from './verdict.ts'
import { verifySignature, type VerificationKey } from './verification-key.ts'
import type { VerifyOptions } from './verify-options.ts'
import { base64 } from '#runtime'

/**
 * Whether a received request carries a genuine OCI signature: required headers, date window, signature, then body hash and
 * length over the bytes as they arrived.
 *
 * Hostile input never makes it throw; it answers with a reason. Nothing here remembers requests: within the date window the same
 * request verifies again. A verdict prints without the key id's and the delegation token's secrets.
 *
 * @param resolveKey - the public key for a key id, or `undefined` for one that is unknown; a `ST$…` id carries a token that must
 * be checked here, and its own key be yielded
 * @throws whatever `resolveKey` rejects with, and TypeError `ERR_INVALID_ARGUMENT` when it yields no RSA public key
 * @example
 * ```ts
 * import { verifyRequest } from '@x/signer/verify'
 * declare const keys: Map<string, string> // key id → PEM
 * const received = { method: 'GET', url: '/20160918/regions', headers: { host: 'localhost' } }
 * const verdict = await verifyRequest(received, async (keyId) => keys.get(keyId))
 * verdict.verified ? verdict.keyId : verdict.reason // 'missing-authorization'
 * ```
 * @see docs/sources.md#signing-string
 * @public
 */
export async function verifyRequest(
  request: ReceivedRequest,
  resolveKey: (keyId: string) => Promise<VerificationKey | undefined>,
  options: VerifyOptions = {},
): Promise<Verified | Rejected> {
  const verdict = await judge(request, resolveKey, options)
  return printedAs(verdict, () => withoutSecrets(verdict))
}

async function judge(
  request: ReceivedRequest,
  resolveKey: (keyId: string) => Promise<VerificationKey | undefined>,
  options: VerifyOptions,
): Promise<Verified | Rejected> {
  const claim = readClaim(request, options)
  if ('verified' in claim) return claim
  const { authorization, signingString } = claim
  const key = await resolveKey(authorization.keyId)
  if (key === undefined || key === null)
    return { ...reject('unknown-key', 'No key is known for the key id.'), signingString }
  const signature = decodeBase64(authorization.signature)
  if (!signature) return reject('malformed-signature', 'The signature is not base64.')
  if (!(await verifySignature(key, utf8.encode(signingString), signature))) {
    return { ...reject('invalid-signature', 'The signature does not fit the request as it arrived.'), signingString }
  }
  const bodyFault = await checkBody(request, claim, options)
  if (bodyFault) return { ...bodyFault, signingString }
  return { verified: true, keyId: authorization.keyId, signedHeaders: authorization.headers, signingString }
}

/** One spelling only: `atob` would also take a signature without its padding, or with other spare bits. */
function decodeBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    return base64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
