// When the server revokes a token: by the clock, not by the plan, and not before a principal may renew again.
import type { FaultRule } from '@x/emulator'
import { ECHO_PATH } from './echo-request.ts'

export interface Revocations {
  readonly rule: FaultRule
  /** Puts the next revocation off. */
  readonly refused: () => void
}

/** A principal forces one renewal in ten seconds: of a second refusal within them its caller would be told. */
const LEAST_AFTER_REFUSAL_MS = 11_000

/** The token of one request is revoked `everyMs` after the start, and again so long after the last refusal. */
export function revocations(everyMs: number, now: () => number): Revocations {
  let dueAt = now() + everyMs
  const refused = (): void => void (dueAt = now() + Math.max(everyMs, LEAST_AFTER_REFUSAL_MS))
  const effect = () => {
    if (now() < dueAt) return undefined
    refused()
    return { revoke: true } as const
  }
  return { rule: { match: { path: ECHO_PATH }, effect }, refused }
}
