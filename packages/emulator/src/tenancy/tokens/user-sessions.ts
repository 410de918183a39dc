// The sessions of users: each has an end, and no token of it lives longer.
import type { KeyObject } from 'node:crypto'
import type { TokenRequest } from './security-tokens.ts'
import { userTokenClaims, type SessionOwner } from './token-claims.ts'

/** What a token of a session is asked for with. */
export interface SessionToken {
  readonly owner: SessionOwner
  readonly publicKey: KeyObject
  /** When the session ends, in epoch seconds: later than now. */
  readonly endsAtSeconds: number
  /** See {@link TokenRequest.namesKey}. */
  readonly namesKey?: boolean | undefined
}

export class UserSessions {
  readonly #now: () => number
  /** The most whole seconds that a token of a session lives. */
  tokenSeconds = 3600

  constructor(now: () => number) {
    this.#now = now
  }

  /** Epoch seconds, as the claims of tokens have them. */
  get nowSeconds(): number {
    return Math.floor(this.#now() / 1000)
  }

  /** A token of the session from now on: as long as tokens live, and no longer than the session. */
  nextToken({ owner, publicKey, endsAtSeconds, namesKey }: SessionToken): TokenRequest {
    return {
      claims: userTokenClaims(owner, endsAtSeconds * 1000),
      publicKey,
      namesKey,
      lifetimeSeconds: Math.min(this.tokenSeconds, endsAtSeconds - this.nowSeconds),
    }
  }
}
