// How a session stands, as far as this machine knows.
import { loadPrivateKeyFromFile, publicKeyFingerprint } from '@x/signer'
import { bindsKey, type SessionFilesError } from '@x/signer/principal'
import { assertPlainFile } from '../files/plain-file.ts'
import type { StoredSession } from '../files/stored-session.ts'
import { isOcid } from '../token/issued-session.ts'
import { readSessionToken, type SessionToken } from '../token/session-token.ts'

/**
 * Why a session is no good. `expired`; `missing-token`, `unreadable-token`; `missing-key`, `unreadable-key` (also one whose passphrase is not
 * known), `key-mismatch`: it is not the one that the token is bound to; `refused`: the service does not take it.
 *
 * @public
 */
export type SessionProblem =
  'expired' | 'missing-token' | 'unreadable-token' | 'missing-key' | 'unreadable-key' | 'key-mismatch' | 'refused'

/** How a session stands; times are epoch milliseconds by the service's clock. @public */
export interface SessionStatus {
  readonly profile: string
  readonly valid: boolean
  /** Absent where it is valid. */
  readonly problem: SessionProblem | undefined
  /** Who says so. */
  readonly source: 'local' | 'service'
  readonly tokenFile: string
  readonly keyFile: string | undefined
  readonly region: string | undefined
  /** OCIDs; absent where the token cannot be read, or names something else. */
  readonly tenancy: string | undefined
  readonly user: string | undefined
  readonly expiresAt: number | undefined
  readonly sessionEndsAt: number | undefined
  /** Whole seconds that are left of the token by this machine's clock, 0 at least. */
  readonly secondsLeft: number
}

export interface StatusOptions {
  readonly passphrase?: string | undefined
  readonly now?: (() => number) | undefined
}

/** Never rejects for what is wrong with the session itself: that is what it tells. */
export async function localStatus(stored: StoredSession, options: StatusOptions): Promise<SessionStatus> {
  const { now = Date.now } = options
  const read = await readSessionToken(stored.tokenFile).catch((error: unknown) => tokenProblem(error))
  if (typeof read === 'string') return status(stored, { problem: read, nowMs: now() })
  const isOver = now() >= read.claims.expiresAt
  const problem = isOver ? 'expired' : await keyProblem(stored, read, options)
  return status(stored, { problem, token: read, nowMs: now() })
}

function tokenProblem(error: unknown): SessionProblem {
  const { reason } = error as SessionFilesError
  if (reason === 'missing-token' || reason === 'unreadable-token') return reason
  throw error
}

async function keyProblem(
  { keyFile, passphrase, fingerprint }: StoredSession,
  { claims }: SessionToken,
  options: StatusOptions,
): Promise<SessionProblem | undefined> {
  if (keyFile === undefined) return 'missing-key'
  try {
    await assertPlainFile(keyFile)
    const key = await loadPrivateKeyFromFile(keyFile, options.passphrase ?? passphrase)
    const { jwk } = claims
    const fits =
      jwk && jwk !== 'unreadable'
        ? bindsKey(jwk, key.publicKey())
        : fingerprint === undefined || fingerprint === (await publicKeyFingerprint(key))
    return fits ? undefined : 'key-mismatch'
  } catch (error) {
    return (error as { readonly cause?: { readonly code?: unknown } }).cause?.code === 'ENOENT'
      ? 'missing-key'
      : 'unreadable-key'
  }
}

const ocidOf = (text: string | undefined): string | undefined => (text !== undefined && isOcid(text) ? text : undefined)

interface Known {
  readonly problem: SessionProblem | undefined
  readonly token?: SessionToken | undefined
  readonly nowMs: number
  readonly source?: 'local' | 'service' | undefined
}

function status(stored: StoredSession, { problem, token, nowMs, source = 'local' }: Known): SessionStatus {
  const { profile, tokenFile, keyFile, region } = stored
  const { expiresAt, sessionEndsAt, texts } = token?.claims ?? {}
  const secondsLeft = Math.max(0, Math.floor(((expiresAt ?? 0) - nowMs) / 1000))
  return {
    profile,
    valid: problem === undefined,
    problem,
    source,
    tokenFile,
    keyFile,
    region,
    tenancy: ocidOf(texts?.['tenant']),
    user: ocidOf(texts?.['sub']),
    expiresAt,
    sessionEndsAt,
    secondsLeft,
  }
}
