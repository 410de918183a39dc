// Reads a session token from its file, and says what it speaks of. Whether it is genuine only the service can tell.
import { readTextFile } from '@x/config/files'
import { parseTokenClaims, SessionFilesError, type Claims } from '@x/signer/principal'

export interface SessionToken {
  /** Secret. */
  readonly token: string
  readonly claims: Claims & { readonly expiresAt: number }
}

/**
 * @throws SessionFilesError `ERR_SESSION_FILES` `missing-token`, or `unreadable-token` for what is no token with an end
 */
export async function readSessionToken(tokenFile: string): Promise<SessionToken> {
  const text = await readTextFile(tokenFile).catch((cause: unknown) => {
    throw new SessionFilesError('unreadable-token', tokenFile, { cause })
  })
  const token = text?.trim() ?? ''
  if (token === '') throw new SessionFilesError('missing-token', tokenFile)
  const claims = parseTokenClaims(token)
  const expiresAt = claims?.expiresAt
  if (!claims || expiresAt === undefined) throw new SessionFilesError('unreadable-token', tokenFile)
  return { token, claims: { ...claims, expiresAt } }
}
