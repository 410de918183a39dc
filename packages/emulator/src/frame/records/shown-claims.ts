// The claims of the token that a request came with, as far as they may be shown.
import { redactClaim } from '../../proof/verdict/redact.ts'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { signingToken } from '../../proof/request/signing-token.ts'
import { parseJwt } from '../../tenancy/tokens/jwt.ts'

type ShownClaims = Readonly<Record<string, string | number | boolean | null>>

const BEARER = /^Bearer +(\S+)$/i
/** Lists and objects are shown as JSON, of which this much. */
const LONGEST_SHOWN = 2000

/** `undefined` for a request without a token that can be read. Nothing is verified here. */
export function shownClaims(request: Pick<ReceivedRequest, 'headers'>): ShownClaims | undefined {
  const token = signingToken(request) ?? BEARER.exec(request.headers.get('authorization')?.[0] ?? '')?.[1]
  const claims = token === undefined ? undefined : parseJwt(token)?.claims
  if (claims === undefined) return undefined
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, shown(name, value)]))
}

function shown(name: string, value: unknown): ShownClaims[string] {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  return redactClaim(name, typeof value === 'string' ? value : asJson(value)).slice(0, LONGEST_SHOWN)
}

/** A stranger's token may hold lists within lists, deeper than they can be written. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '…'
  }
}
