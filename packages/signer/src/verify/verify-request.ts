// Whether a signed request is genuine: each rule is one step, and the first that fails is the answer.
import { argumentError } from '@x/kernel'
import { checkBody } from './check-body.ts'
import { principalOf } from './principal.ts'
import { readClaim } from './read-claim.ts'
import { readReceived, type ReceivedRequest } from './received/received-request.ts'
import { isReplayed } from './replay.ts'
import { isPrincipalKey, isRefusedKey, type ResolveKey } from './resolved-key.ts'
import { accept, isRejected, reject, type Rejected, type Verified } from './verdict.ts'
import { verifySignature } from './verification-key.ts'
import { readRules, type VerifyOptions } from './verify-options.ts'

/**
 * Whether a received request carries a genuine OCI signature: required headers, date window, host, signature, then body hash and
 * length over the bytes as they arrived; with the option `seen`, last of all that it did not come before.
 *
 * Hostile input never makes it throw; it answers with a reason. Without `seen` nothing remembers requests: within the date window
 * the same one verifies again. A verdict prints without what may be a secret: the token of a key id, the values of a query, and those of
 * headers that not every request has. Decide by what the verdict tells, since that was signed, and by nothing else of the request.
 *
 * @param resolveKey - the public key for a key id, or `undefined` for one that is unknown; a `ST$…` id carries a token that must
 * be checked here, and its own key be yielded. {@link tokenKeys} does that. RSA keys from 2048 bits are accepted
 * @throws whatever `resolveKey` and `seen` reject with
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the server uses this wrongly: `resolveKey` yields no acceptable RSA public key, the
 * body is parsed, a part of the request is missing, an option is unknown or has a wrong value
 * @example
 * ```ts
 * import { verifyRequest } from '@x/signer/verify'
 * declare const keys: Map<string, string> // key id → PEM
 * const received = { method: 'GET', url: '/20160918/regions', headers: { host: 'localhost' } }
 * const verdict = await verifyRequest(received, async (keyId) => keys.get(keyId), { host: 'localhost' })
 * verdict.verified ? verdict.principal : verdict.reason // 'missing-authorization'
 * ```
 * @see docs/sources.md#signing-string
 * @public
 */
export async function verifyRequest(
  request: ReceivedRequest,
  resolveKey: ResolveKey,
  options: VerifyOptions = {},
): Promise<Verified | Rejected> {
  if (typeof resolveKey !== 'function')
    throw argumentError('resolveKey is no function. Give one that yields the public key for a key id.')
  const rules = readRules(options)
  const received = readReceived(request)
  const claim = readClaim(received, rules)
  if (isRejected(claim)) return claim
  const { signature, signingString, method, target, host, date } = claim
  const { keyId, headers: signedHeaders } = claim.authorization
  const answer = await resolveKey(keyId)
  if (isRefusedKey(answer)) return reject(answer.refused, answer.message, signingString)
  const { key, principal = principalOf(keyId) } = isPrincipalKey(answer) ? answer : { key: answer }
  if (key === undefined || key === null) return reject('unknown-key', 'No key is known for the key id.', signingString)
  if (!(await verifySignature(key, signingString, signature)))
    return reject('invalid-signature', DOES_NOT_FIT, signingString)
  const fault = await checkBody(received, signedHeaders, rules)
  if (fault) return reject(fault.reason, fault.message, signingString)
  if (await isReplayed(rules, signature, date + rules.clockSkewSeconds * 1000))
    return reject('replayed', 'The request came before. Have the caller sign each request anew.', signingString)
  return accept({ verified: true, keyId, principal, method, target, host, date, signedHeaders, signingString })
}

const DOES_NOT_FIT =
  'The signature does not fit the request as it arrived. Below a mounted router give req.originalUrl: req.url lacks the path that was signed.'
