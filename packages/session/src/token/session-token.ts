// Reads a session token from its file, and says what it speaks of. Whether it is genuine only the service can tell.
import { causeWithout, shownPath } from '@x/kernel'
import { readTextFile } from '@x/config/files'
import { parseTokenClaims, SessionFilesError, type Claims } from '@x/signer/principal'
import { assertPlainFile } from '../files/plain-file.ts'

export interface SessionToken {
  /** Secret. */
  readonly token: string
  readonly claims: Claims & { readonly expiresAt: number }
}

/**
 * @throws SessionFilesError `ERR_SESSION_FILES` `missing-token`, or `unreadable-token` for what is no token with an end
 */
export async function readSessionToken(tokenFile: string): Promise<SessionToken> {
  const shown = shownPath(tokenFile)
  const text = await readFile(tokenFile).catch((cause: unknown) => {
    throw new SessionFilesError('unreadable-token', shown, causeWithout(tokenFile, { cause }))
  })
  const token = text?.trim() ?? ''
  if (token === '') throw new SessionFilesError('missing-token', shown)
  const claims = parseTokenClaims(token)
  const expiresAt = claims?.expiresAt
  if (!claims || expiresAt === undefined) throw new SessionFilesError('unreadable-token', shown)
  return { token, claims: { ...claims, expiresAt } }
}

async function readFile(path: string): Promise<string | undefined> {
  await assertPlainFile(path)
  return readTextFile(path)
}
