// The exchange with proxymux as messages: what is asked, and what its answer holds.
import { base64Of, bytesOfBase64, isRecord } from '@x/kernel'
import { loadPrivateKey } from '@x/signer'
import {
  checkIssuedToken,
  tokenSnapshot,
  UnusableTokenError,
  type Lifetime,
  type SessionKey,
  type Snapshot,
  type TokenSnapshot,
} from '@x/signer/principal'
import { sessionKeyOf } from '../principal/loaded-session-key.ts'

/** The public half of the key that the token is to be bound to. */
export const tokenRequestBody = ({ publicKey }: SessionKey): object => ({ podKey: base64Of(publicKey) })

/** What an answer holds; none of it is checked yet. */
export interface ProxymuxAnswer {
  readonly token: unknown
  /** Base64 of a PEM, where the service made the key. */
  readonly privateKey: unknown
}

/**
 * Reads the answer: base64 of JSON, most often in a string of JSON.
 *
 * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` `unreadable-answer`; nothing of the answer is shown
 */
export function readAnswer(text: string): ProxymuxAnswer {
  const members = jsonOf(decoded(unquoted(text.trim())))
  if (!isRecord(members)) throw new UnusableTokenError('unreadable-answer')
  const { token, privateKey } = members as Partial<ProxymuxAnswer>
  return { token: typeof token === 'string' ? token.trim().replace(/^ST\$/, '') : token, privateKey }
}

function unquoted(text: string): string {
  const value = text.startsWith('"') ? jsonOf(text) : text
  if (typeof value !== 'string' || value === '') throw new UnusableTokenError('unreadable-answer')
  return value
}

function decoded(base64: string): string {
  const bytes = bytesOfBase64(base64)
  if (bytes === undefined) throw new UnusableTokenError('unreadable-answer')
  return new TextDecoder().decode(bytes)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the parser's own words show parts of the text
  }
}

/** @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when the answer holds none that can be used with this key */
export const snapshotOf = ({ token }: ProxymuxAnswer, sessionKey: SessionKey, nowMs: number): TokenSnapshot =>
  tokenSnapshot(checkIssuedToken(token, sessionKey.publicKey), sessionKey, nowMs)

/**
 * The key that the service made.
 *
 * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` `unreadable-answer`
 */
export async function keyOf({ privateKey: given }: ProxymuxAnswer): Promise<SessionKey> {
  const pem = typeof given === 'string' ? bytesOfBase64(given) : undefined
  if (pem === undefined) throw new UnusableTokenError('unreadable-answer')
  try {
    return await sessionKeyOf(await loadPrivateKey(pem))
  } catch {
    throw new UnusableTokenError('unreadable-answer') // what a parser says of a private key is told to nobody
  }
}

const URGENT_MARGIN_MS = 60_000

/**
 * A pod's token is renewed at half of its life, give or take a twentieth, so that the pods of a cluster do not ask together.
 *
 * @param random - 0 to 1
 */
export function okeLifetime({ issuedAt, expiresAt }: Snapshot, random: number): Lifetime {
  const lifetimeMs = Math.max(0, expiresAt - issuedAt)
  return {
    softAt: issuedAt + lifetimeMs * (0.45 + 0.1 * random),
    urgentAt: expiresAt - Math.min(URGENT_MARGIN_MS, lifetimeMs * 0.1),
    hardAt: expiresAt,
  }
}
