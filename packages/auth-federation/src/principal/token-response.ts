// What may be made of the answer of a service that was asked for a token.
import { checkIssuedToken, tokenSnapshot, type SessionKey, type TokenSnapshot } from '@x/signer/principal'

/** @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when the answer holds none that can be used with this key */
export function readTokenResponse(json: unknown, sessionKey: SessionKey, nowMs: number): TokenSnapshot {
  const { token } = Object(json) as { readonly token?: unknown }
  return tokenSnapshot(checkIssuedToken(token, sessionKey.publicKey), sessionKey, nowMs)
}

/** A service takes dates that are off by five minutes: a smaller difference harms nobody. */
const AGREEMENT_MS = 5 * 60_000

/**
 * What the answer tells of the service's clock. A token is made for the key that was sent with the request, so it is as old as its
 * answer: a `Date` that says otherwise is not the issuer's, but that of something in between.
 *
 * @param issuedAt - `iat` of the token, where it has one
 */
export function serverTimeOf(date: string | undefined, issuedAt: number | undefined): number | undefined {
  const timeMs = Date.parse(date ?? '')
  return Math.abs(timeMs - (issuedAt ?? timeMs)) <= AGREEMENT_MS ? timeMs : undefined
}
