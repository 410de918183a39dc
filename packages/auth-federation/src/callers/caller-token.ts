// The token of a caller: what says who they are, until when, and what their signer is found by.
import { base64Of } from '@x/kernel'
import { parseTokenClaims } from '@x/signer/principal'
import { CallerTokenError } from '../errors/caller-errors.ts'

export interface CallerToken {
  readonly token: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** No server takes headers that are longer. */
const MAX_LENGTH = 16_384

/**
 * Whether it is genuine is for whoever it is given to: the identity domain or the service.
 *
 * @throws {@link CallerTokenError} `ERR_CALLER_TOKEN` with the `reason`
 */
export function readCallerToken(given: unknown): CallerToken {
  const token = typeof given === 'string' ? given.trim() : ''
  if (token === '') throw new CallerTokenError('missing')
  const claims = token.length > MAX_LENGTH ? undefined : parseTokenClaims(token)
  if (!claims) throw new CallerTokenError('malformed')
  const { expiresAt } = claims
  if (expiresAt === undefined) throw new CallerTokenError('no-expiry')
  return { token, expiresAt }
}

/** Two callers have the same key only if they have the same token: there is nothing else in it that one of them could choose. */
export async function callerKey({ token }: CallerToken): Promise<string> {
  return base64Of(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))))
}
