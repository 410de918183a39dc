// Compares how cases ended with how they should: accepted, or failed in the way that is known of this client.
import type { Outcome } from './client.ts'

/** A defect of the client: which of its cases fail because of it, and what shows that it is this one. */
export interface KnownDefect {
  readonly case: RegExp
  readonly error: RegExp
  readonly why: string
}

export interface Judged {
  readonly outcome: Outcome
  readonly verdict: 'accepted' | 'known defect' | 'failed' | 'mended'
  readonly why: string
}

/** A known defect that does not show any more is told as well: the list is to be true. */
export function judge(outcome: Outcome, defects: readonly KnownDefect[]): Judged {
  const defect = defects.find((each) => each.case.test(outcome.case))
  const isAccepted = outcome.status === 200
  if (defect === undefined)
    return { outcome, verdict: isAccepted ? 'accepted' : 'failed', why: isAccepted ? '' : shown(outcome) }
  if (isAccepted) return { outcome, verdict: 'mended', why: defect.why }
  return defect.error.test(shown(outcome))
    ? { outcome, verdict: 'known defect', why: defect.why }
    : { outcome, verdict: 'failed', why: shown(outcome) }
}

const shown = ({ status, error }: Outcome): string => error ?? `answered with ${status}`
