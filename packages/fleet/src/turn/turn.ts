// The decisions of one process that needs a credential, step by step: pure, so that every order of events can be tried.

/**
 * What is done next:
 * `read` the shared entry, `lock` the lease, `pause`, `read-again` with the lease in hand, `ask` the service, `compare` what is
 * shared with what was got, `write` it, `unlock` the lease; `end`.
 */
export type Step = 'read' | 'lock' | 'pause' | 'read-again' | 'ask' | 'compare' | 'write' | 'unlock' | 'end'

/** `perhaps`: the store did not say whether it gave the lease. */
type Held = 'no' | 'perhaps' | 'yes'

/** Where a process stands. */
export interface Turn {
  readonly step: Step
  readonly lease: Held
  /** How often it has paused. */
  readonly pauses: number
  /** How often it may still try to write. */
  readonly writesLeft: number
  /** Whether it asks without a lease, since the store does not help or the wait was long enough. */
  readonly alone: boolean
  /** When what the service gave ends, epoch milliseconds. */
  readonly gotUntil?: number | undefined
  /** What its caller gets; absent as long as it waits. */
  readonly outcome?: 'taken' | 'asked' | 'failed' | undefined
}

/** What doing a step has shown. */
export type Answer =
  /** The store failed, or did not answer in time: what was asked of it may have happened. */
  | { readonly kind: 'down' }
  /** When the entry that can be opened ends; `undefined` where there is none. `isHeld`: it is the credential at hand. */
  | { readonly kind: 'entry'; readonly until: number | undefined; readonly isHeld?: boolean | undefined }
  /** Whether the lease was got, the entry written, the lease given back. */
  | { readonly kind: 'done'; readonly done: boolean }
  | { readonly kind: 'loaded'; readonly until: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'paused' }

/** What counts beside the answer. */
export interface Circumstances {
  /** Whether credentials are handed over; else processes only take turns. */
  readonly handsOver: boolean
  /** When the credential at hand ends: an entry that ends no later is of no use. `undefined` for none. */
  readonly heldUntil: number | undefined
  readonly nowMs: number
  /** Whether the caller has waited as long as it may. */
  readonly isLate: boolean
}

const MOST_WRITES = 3

export const firstTurn = (handsOver: boolean): Turn => ({
  step: handsOver ? 'read' : 'lock',
  lease: 'no',
  pauses: 0,
  writesLeft: MOST_WRITES,
  alone: false,
})

/** The next step, once `turn.step` is done. */
export function nextTurn(turn: Turn, answer: Answer, circumstances: Circumstances): Turn {
  const { handsOver } = circumstances
  switch (turn.step) {
    case 'read':
      return afterRead(turn, answer, circumstances)
    case 'lock':
      return afterLock(turn, answer, circumstances)
    case 'pause':
      return afterPause({ ...turn, pauses: turn.pauses + 1 }, circumstances)
    case 'read-again':
      return isTaken(answer, circumstances) ? { ...turn, step: 'unlock', outcome: 'taken' } : { ...turn, step: 'ask' }
    case 'ask':
      return afterAsk(turn, answer, handsOver)
    case 'compare':
      return afterCompare(turn, answer)
    case 'write':
      return afterWrite(turn, answer)
    default:
      return { ...turn, step: 'end' }
  }
}

function afterRead(turn: Turn, answer: Answer, circumstances: Circumstances): Turn {
  if (answer.kind === 'down') return { ...turn, step: 'ask', alone: true }
  if (isTaken(answer, circumstances)) return { ...turn, step: 'end', outcome: 'taken' }
  return { ...turn, step: 'lock' }
}

function afterPause(turn: Turn, { handsOver, isLate }: Circumstances): Turn {
  return isLate ? { ...turn, step: 'ask', alone: true } : { ...turn, step: handsOver ? 'read' : 'lock' }
}

/** A lease that perhaps was given is given back: others would wait for nobody. */
function afterLock(turn: Turn, answer: Answer, { handsOver, isLate }: Circumstances): Turn {
  if (answer.kind === 'down') return { ...turn, step: 'ask', alone: true, lease: 'perhaps' }
  // Between reading and locking, whoever had the lease may have written.
  if (answer.kind === 'done' && answer.done) return { ...turn, step: handsOver ? 'read-again' : 'ask', lease: 'yes' }
  return isLate ? { ...turn, step: 'ask', alone: true } : { ...turn, step: 'pause' }
}

function afterAsk(turn: Turn, answer: Answer, handsOver: boolean): Turn {
  if (answer.kind !== 'loaded') return giveBack({ ...turn, outcome: 'failed' })
  const got: Turn = { ...turn, outcome: 'asked', gotUntil: answer.until }
  return handsOver ? { ...got, step: 'compare' } : giveBack(got)
}

/** Never an older one over a newer one. What was at hand when it asked is older, whenever it ends, and may have been refused. */
function afterCompare(turn: Turn, answer: Answer): Turn {
  const { gotUntil = 0 } = turn
  if (answer.kind !== 'entry') return giveBack(turn)
  const { until = -Infinity, isHeld = false } = answer
  if (until >= gotUntil && !isHeld) return giveBack(turn)
  return { ...turn, step: 'write', writesLeft: turn.writesLeft - 1 }
}

/** Somebody wrote in between: what is there now may be newer. */
function afterWrite(turn: Turn, answer: Answer): Turn {
  const isOvertaken = answer.kind === 'done' && !answer.done
  return isOvertaken && turn.writesLeft > 0 ? { ...turn, step: 'compare' } : giveBack(turn)
}

const giveBack = (turn: Turn): Turn => ({ ...turn, step: turn.lease === 'no' ? 'end' : 'unlock' })

/** Whether the shared entry serves, and longer than what is at hand. */
function isTaken(answer: Answer, { heldUntil = -Infinity, nowMs }: Circumstances): boolean {
  return answer.kind === 'entry' && answer.until !== undefined && answer.until > Math.max(nowMs, heldUntil)
}
