// A token with the key that it is bound to, as a service issued them.
import { createCredential } from '../../credential.ts'
import type { Snapshot } from '../engine/snapshot.ts'
import type { SessionKey } from '../session-key/session-key.ts'
import type { UsableToken } from './usable-token.ts'

/** The snapshot of a principal whose token is the key id of its signatures. @public */
export interface TokenSnapshot extends Snapshot, UsableToken {
  readonly sessionKey: SessionKey
}

/**
 * A snapshot of a token that was checked.
 *
 * @param askedAt - when it was asked for, epoch milliseconds: counts where the token does not say when it was issued
 * @example
 * ```ts
 * import { checkIssuedToken, generateSessionKey, tokenSnapshot } from '@x/signer/principal'
 * declare const ask: (publicKey: Uint8Array) => Promise<string>
 * const sessionKey = await generateSessionKey()
 * const token = await ask(sessionKey.publicKey)
 * const snapshot = tokenSnapshot(checkIssuedToken(token, sessionKey.publicKey), sessionKey, Date.now())
 * ```
 * @public
 */
export function tokenSnapshot({ token, claims }: UsableToken, sessionKey: SessionKey, askedAt: number): TokenSnapshot {
  const { expiresAt, issuedAt = Math.min(askedAt, expiresAt) } = claims
  const credential = createCredential({ keyId: `ST$${token}`, key: sessionKey.privateKey, expiresAt })
  return { credential, token, claims, sessionKey, issuedAt, expiresAt }
}
