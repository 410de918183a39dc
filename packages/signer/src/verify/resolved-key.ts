// What a server's lookup may answer for a key id, and how several lookups become one.
import { argumentError } from '@x/kernel'
import { isObject, own } from '../lib/own.ts'
import type { VerifiedPrincipal } from './principal.ts'
import type { VerificationKey } from './verification-key.ts'

/** A key together with whom the lookup has found it to belong to. @public */
export interface PrincipalKey {
  readonly key: VerificationKey
  /** Stands in the verdict as it is. */
  readonly principal: VerifiedPrincipal
}

/** Why a lookup will not have a key id, which stands in the verdict. @public */
export interface RefusedKey {
  /** `invalid-token`: it is not to be trusted at all; `expired-token`: its time is over, or has not come. */
  readonly refused: 'invalid-token' | 'expired-token'
  /** A sentence for a log, without the token. */
  readonly message: string
}

/**
 * The lookup of a server: for a key id its public key, alone or with its principal, or why it is refused; `undefined` for one that
 * is unknown. A `ST$…` id carries a token that must be checked here: {@link tokenKeys} makes a lookup that does.
 *
 * @public
 */
export type ResolveKey = (keyId: string) => Promise<VerificationKey | PrincipalKey | RefusedKey | undefined>

/**
 * One lookup of several, asked in their order: the first that knows the key id, or refuses it, is the answer.
 *
 * @returns a lookup that rejects with whatever the one that is asked rejects with
 * @throws TypeError `ERR_INVALID_ARGUMENT` when one of them is no function, or none is given
 * @example
 * ```ts
 * import { resolveKeys, tokenKeys, verifyRequest } from '@x/signer/verify'
 * declare const apiKeys: Map<string, string> // key id → PEM
 * declare const issuerKeys: { keys: { kid: string; kty: string; n: string; e: string }[] }
 * const resolveKey = resolveKeys(async (keyId) => apiKeys.get(keyId), tokenKeys(issuerKeys))
 * const verdict = await verifyRequest({ method: 'GET', url: '/', headers: {} }, resolveKey)
 * ```
 * @public
 */
export function resolveKeys(...lookups: readonly ResolveKey[]): ResolveKey {
  if (lookups.length === 0 || lookups.some((each) => typeof each !== 'function'))
    throw argumentError(
      'resolveKeys was given something else than functions. Give one or more that yield the key of a key id.',
    )
  return async (keyId) => {
    for (const lookup of lookups) {
      const found = await lookup(keyId)
      if (found !== undefined && found !== null) return found
    }
    return undefined
  }
}

export const isRefusedKey = (answer: unknown): answer is RefusedKey =>
  isObject(answer) && own(answer as RefusedKey, 'refused') !== undefined

export const isPrincipalKey = (answer: unknown): answer is PrincipalKey =>
  isObject(answer) && own(answer as PrincipalKey, 'principal') !== undefined
