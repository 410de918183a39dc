// Waits until one answer of a login is taken. Answers come from the browser and from a person who pastes; they are looked at one after
// another, and one that is discarded does not end the wait.
import { isDiscard, LoginError } from '../errors/login-error.ts'

export interface AnswerWait<T> {
  /** What the answer that was taken came to, or why there is none. */
  readonly outcome: Promise<T>
  /** @returns what this answer came to; rejects with why it was not taken */
  readonly deliver: (text: string) => Promise<T>
  /** Ends the wait, unless it is over. */
  readonly fail: (error: unknown) => void
}

export interface WaitOptions<T> {
  /** Takes an answer, or rejects: with a discard, or with what ends the login. */
  readonly take: (text: string) => Promise<T>
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

export function waitForAnswer<T>({ take, timeoutMs, signal }: WaitOptions<T>): AnswerWait<T> {
  let turn: Promise<unknown> = Promise.resolve()
  let isOver = false
  const discarded: LoginError[] = []
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | undefined
  const outcome = new Promise<T>((resolve, reject) => (settle = { resolve, reject }))
  const fail = (error: unknown): void => {
    isOver = true
    settle?.reject(error)
  }
  const deliver = (text: string): Promise<T> => {
    const taken = turn.then(() => (isOver ? Promise.reject(new LoginError('over')) : take(text)))
    turn = taken.then(
      (value) => {
        isOver = true
        settle?.resolve(value)
      },
      (error: unknown) => (isDiscard(error) ? discarded.push(error) : fail(error)),
    )
    return taken
  }
  const endAfterTurn = async (error: () => unknown): Promise<void> => {
    // An answer that is being looked at decides: it may have been saved by now.
    await turn
    fail(error())
  }
  const stop = limit({ timeoutMs, signal }, endAfterTurn, discarded)
  outcome.then(stop, stop)
  return { outcome, deliver, fail }
}

/** @returns a function that takes timer and listener away */
function limit(
  { timeoutMs, signal }: Omit<WaitOptions<unknown>, 'take'>,
  end: (error: () => unknown) => unknown,
  discarded: readonly LoginError[],
): () => void {
  const timer = setTimeout(() => end(() => lateness(timeoutMs, discarded)), timeoutMs)
  // Who listens, or prompts, keeps the process alive.
  timer.unref()
  const onAbort = (): unknown => end(() => signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

function lateness(timeoutMs: number, discarded: readonly LoginError[]): LoginError {
  const seconds = `${timeoutMs / 1000} s`
  const cause = discarded.at(-1)
  return cause === undefined
    ? new LoginError('timeout', { about: seconds })
    : new LoginError('timeout', { about: `${seconds} (answers that were discarded: ${discarded.length})`, cause })
}
