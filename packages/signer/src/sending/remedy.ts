// What is to be done about a 401, decided from what is known of it: correct the clock, renew the credential, or nothing.
import { correctionMs, type DatedRefusal } from './clock-skew.ts'

/** A refusal, and what the caller allows to be done about it. */
export interface Refused {
  /** What it says of the time; absent where the date is the caller's own, or the clock is to be left alone. */
  readonly dated: DatedRefusal | undefined
  /** Whether there is a credential to renew, and it may be. */
  readonly mayRenew: boolean
  /** Whether its token is over by the time that the refusal tells. */
  readonly isOver: boolean
}

export interface Remedy {
  /** The correction of the site's clock from now on, in milliseconds: 0 takes one back, `undefined` leaves it as it is. */
  readonly offsetMs: number | undefined
  /** Whether to renew the credential. Not where the clock was wrong, since that explains the refusal, unless the token is over as well. */
  readonly renew: boolean
}

export function remedyFor({ dated, mayRenew, isOver }: Refused): Remedy {
  const offsetMs = dated && correctionMs(dated)
  if (offsetMs === undefined) return { offsetMs, renew: mayRenew }
  // What cannot be read leaves nothing of what was read before, since that may be a lie as well.
  if (Number.isNaN(offsetMs)) return { offsetMs: 0, renew: mayRenew }
  return { offsetMs, renew: mayRenew && isOver }
}
