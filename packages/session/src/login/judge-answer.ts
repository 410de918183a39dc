// What the answer of a login must say to be taken: a token of a user, for the key and the nonce of this very login, in time.
import { parseTokenClaims, type UnusableTokenError } from '@x/signer/principal'
import { LoginError } from '../errors/login-error.ts'
import { checkSessionToken, type IssuedSession } from '../token/issued-session.ts'
import type { LoginAnswer } from './login-answer.ts'

/** What is known of the login before it is answered. */
export interface Expected {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly nonce: string
  /** OCID. */
  readonly tenancy: string | undefined
  /** Epoch milliseconds. */
  readonly nowMs: number
}

export interface JudgedAnswer extends IssuedSession {
  /** Whether the token names its key. If it does not, only the service can tell whose it is. */
  readonly namesKey: boolean
  /** Code or identifier of the home region; `undefined` where the answer does not tell. */
  readonly homeRegion: string | undefined
}

/** @throws {@link LoginError} `ERR_LOGIN` with the reason why the answer is discarded */
export function judgeAnswer({ securityToken, idToken }: LoginAnswer, expected: Expected): JudgedAnswer {
  const issued = usable(securityToken, expected.publicKey)
  if (issued.expiresAt <= expected.nowMs) throw new LoginError('expired')
  const about = idToken === undefined ? undefined : parseTokenClaims(idToken)?.texts
  if (idToken !== undefined && about?.['nonce'] !== expected.nonce) throw new LoginError('wrong-nonce')
  const { tenancy } = issued
  if (expected.tenancy !== undefined && expected.tenancy !== tenancy)
    throw new LoginError('unexpected-tenancy', { about: JSON.stringify(tenancy.slice(0, 255)) })
  const namesKey = parseTokenClaims(issued.token)?.jwk !== undefined
  return { ...issued, namesKey, homeRegion: about?.['issuer_region'] }
}

function usable(token: string, publicKey: Uint8Array): IssuedSession {
  try {
    return checkSessionToken(token, publicKey)
  } catch (cause) {
    const { reason } = cause as UnusableTokenError
    throw new LoginError(reason === 'key-mismatch' ? 'foreign-token' : 'not-a-token', { cause })
  }
}
