// The lookup for key ids that carry a token: whose token it is, the issuer's signature says, and it names the key that may sign.
import { argumentError, type OptionNames, refuseUnlistedOptions } from '@x/kernel'
import { bytesOfBase64url } from '../lib/base64url.ts'
import { isObject, own } from '../lib/own.ts'
import { parseTokenClaims, type Claims } from '../principal/token/token-claims.ts'
import type { VerifiedPrincipal } from './principal.ts'
import type { PrincipalKey, RefusedKey, ResolveKey } from './resolved-key.ts'
import { isTrustworthy, verifySignature, type JsonWebKeyLike, type VerificationKey } from './verification-key.ts'

/** The public keys of a tokens' issuer: a JWK set, one key as PEM text, or a function that finds one by its `kid`. @public */
export type IssuerKeys =
  | string
  | { readonly keys: readonly JsonWebKeyLike[] }
  | ((kid: string | undefined) => VerificationKey | undefined | Promise<VerificationKey | undefined>)

/** @public */
export interface TokenKeysOptions {
  /** The claim `iss` of the tokens that are trusted. @defaultValue 'authService.oracle.com' */
  readonly issuer?: string | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

const OPTIONS: OptionNames<TokenKeysOptions> = { issuer: 1, now: 1 }

const TOKEN = 'ST$'
/** How far the clock of the issuer may be ahead of this machine's. */
const ISSUER_AHEAD_MS = 300_000

/**
 * A lookup for `verifyRequest` that answers for key ids of the form `ST$<token>`, and for no others.
 *
 * The token has to be signed by the issuer (RS256), be of the `issuer` and for OCI (`aud`), have begun, not be over, and name the key that it is
 * bound to; that key has to have signed the request. The verdict's `principal` then names tenancy, user, instance or resource by
 * the token's claims. What fails is `invalid-token` or `expired-token`, with a sentence. Whether a token was revoked, it cannot know.
 *
 * @returns a lookup that rejects with whatever a function of `issuerKeys` rejects with
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `issuerKeys` is none of its three forms, or an option is unknown or has a wrong value
 * @example
 * ```ts
 * import { tokenKeys, verifyRequest } from '@x/signer/verify'
 * declare const issuerKeys: { keys: { kid: string; kty: string; n: string; e: string }[] }
 * const verdict = await verifyRequest({ method: 'GET', url: '/', headers: {} }, tokenKeys(issuerKeys), { host: 'localhost' })
 * ```
 * @see docs/sources.md#token-claims
 * @public
 */
export function tokenKeys(issuerKeys: IssuerKeys, options: TokenKeysOptions = {}): ResolveKey {
  refuseUnlistedOptions(options, OPTIONS)
  const keyOf = readIssuerKeys(issuerKeys)
  const { issuer = 'authService.oracle.com', now = Date.now } = options
  if (typeof issuer !== 'string' || issuer === '' || typeof now !== 'function')
    throw argumentError('An option of tokenKeys has a wrong value. Give issuer as a text, and now as a function.')
  return async (keyId) => {
    if (!keyId.startsWith(TOKEN)) return undefined
    const token = keyId.slice(TOKEN.length)
    const claims = parseTokenClaims(token)
    const header = headerOf(token)
    if (!claims || !header) return invalid('The token of the key id is no JSON Web Token that is signed with RS256.')
    const key = await keyOf(header.kid)
    if (key === undefined || key === null)
      return invalid('No key of the issuer is known by the name that the token gives it.')
    const [content, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)]
    const bytes = bytesOfBase64url(signature) ?? new Uint8Array()
    if (!(await verifySignature(key, content, bytes)))
      return invalid('The token of the key id was not signed by its issuer.')
    const judged = judge(claims, issuer, now())
    if ('key' in judged && !(await isTrustworthy(judged.key)))
      return invalid('The token of the key id is bound to a key that proves nothing.')
    return judged
  }
}

function readIssuerKeys(given: unknown): Extract<IssuerKeys, (...args: never[]) => unknown> {
  if (typeof given === 'function') return given as Extract<IssuerKeys, (...args: never[]) => unknown>
  if (typeof given === 'string') return () => given
  const keys: unknown = isObject(given) ? own(given as { keys?: unknown }, 'keys') : undefined
  if (Array.isArray(keys) && keys.length > 0 && keys.every(isObject)) return inSet([...(keys as JsonWebKeyLike[])])
  throw argumentError(
    'issuerKeys is neither a JWK set, nor PEM text, nor a function. Give { keys: […] } as the issuer publishes it, a PUBLIC KEY, or (kid) => key.',
  )
}

/** A token that names no key is taken to mean the only one. */
const inSet =
  (keys: readonly JsonWebKeyLike[]) =>
  (kid: string | undefined): JsonWebKeyLike | undefined =>
    kid === undefined && keys.length === 1 ? keys[0] : keys.find((key) => kid !== undefined && own(key, 'kid') === kid)

/** `undefined` for another algorithm, and for one that asks for rules that nobody here knows. */
function headerOf(token: string): { readonly kid: string | undefined } | undefined {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder().decode(bytesOfBase64url(token.slice(0, token.indexOf('.')))))
  } catch {
    return undefined
  }
  if (!isObject(header)) return undefined
  const { alg, kid, crit } = { ...(header as Record<string, unknown>) }
  if (alg !== 'RS256' || crit !== undefined) return undefined
  return { kid: typeof kid === 'string' ? kid : undefined }
}

function judge(claims: Claims, issuer: string, nowMs: number): PrincipalKey | RefusedKey {
  const { expiresAt, notBefore, jwk, texts } = claims
  if (own(texts, 'iss') !== issuer) return invalid('The token of the key id is of another issuer.')
  if (own(texts, 'aud') !== 'oci') return invalid('The token of the key id is not for signing requests to OCI.')
  if (jwk === undefined || jwk === 'unreadable') return invalid('The token of the key id names no key that could sign.')
  if (expiresAt === undefined) return invalid('The token of the key id does not say when it ends.')
  // Written so that a clock that is no number refuses.
  if (!(nowMs < expiresAt)) return expired('The token of the key id is over. Have the caller get a new one.')
  if (!(nowMs >= Math.max(notBefore ?? 0, claims.issuedAt ?? 0) - ISSUER_AHEAD_MS))
    return expired('The token of the key id is not valid yet. Compare the clocks.')
  return { key: { kty: 'RSA', n: jwk.n, e: jwk.e }, principal: principalOf(texts) }
}

/** A resource's token says whose the resource is by claims of their own. */
function principalOf(texts: Claims['texts']): VerifiedPrincipal {
  const type = own(texts, 'ptype')
  const subject = own(texts, 'sub')
  const told = {
    type,
    tenancy: own(texts, type === 'resource' ? 'res_tenant' : 'tenant'),
    user: type === 'user' ? subject : undefined,
    instance: type === 'instance' ? (own(texts, 'opc-instance') ?? subject) : undefined,
    resource: type === 'resource' ? own(texts, 'res_id') : undefined,
  }
  return { kind: 'token', ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) }
}

const invalid = (message: string): RefusedKey => ({ refused: 'invalid-token', message })
const expired = (message: string): RefusedKey => ({ refused: 'expired-token', message })
