// Tells people what went wrong, and what to type next; never a stack trace, unless they ask for one.
import { constants } from 'node:os'
import { EXIT, SIGNAL_BASE } from '../../program/exit-codes.ts'
import { InterruptedError } from '../../program/errors.ts'
import type { Say } from '../say.ts'
import { REMEDIES, type Remedy } from './remedies.ts'

interface Told {
  readonly say: Say
  readonly isDebug: boolean
  readonly profile?: string | undefined
}

/** @returns the code to end with */
export function tell(error: unknown, { say, isDebug, profile }: Told): number {
  if (error instanceof InterruptedError) {
    say(error.message)
    return SIGNAL_BASE + constants.signals[error.signal]
  }
  const { sentence, next, exit, isKnown } = problemOf(error, profile)
  say(`Error: ${sentence}`, 'red')
  if (next !== undefined) say(`Next:  ${next}`)
  if (isDebug) say(stackOf(error), 'dim')
  else if (!isKnown) say('Next:  the same command with --debug, which tells more')
  return exit
}

/** An error in words for people. */
export interface Problem {
  readonly sentence: string
  /** What to type next; else the sentence says what to do. */
  readonly next: string | undefined
  readonly exit: number
  /** Whether a remedy is known. */
  readonly isKnown: boolean
}

/** Pure. */
export function problemOf(error: unknown, profile: string | undefined): Problem {
  const remedy = remedyFor(error)
  const next = remedy?.next?.replaceAll('{profile}', () => shellWord(profile ?? 'DEFAULT'))
  const message = error instanceof Error && error.message !== '' ? error.message : `Something failed: ${String(error)}.`
  return {
    sentence: next === undefined ? message : causeOf(message),
    next,
    exit: remedy?.exit ?? EXIT.failed,
    isKnown: remedy !== undefined,
  }
}

export function remedyFor(error: unknown): Remedy | undefined {
  const { code, reason, status } = Object(error) as Readonly<Record<'code' | 'reason' | 'status', unknown>>
  // Of a redirect that is not followed, and of an answer that cannot be read, the error is our own.
  if (typeof status === 'number' && status >= 400) return { exit: exitOfStatus(status) }
  return REMEDIES[`${String(code)} ${String(reason)}`] ?? REMEDIES[String(code)] ?? systemRemedy(error)
}

/** A service's own codes are not ours. */
export function exitOfStatus(status: number): number {
  if (status < 400) return EXIT.ok
  if (status === 401) return EXIT.refused
  return status === 429 || status >= 500 ? EXIT.network : EXIT.failed
}

/** Of the file system, whose errors have no sentence of their own. */
function systemRemedy(error: unknown): Remedy | undefined {
  const { syscall, path } = Object(error) as { readonly syscall?: unknown; readonly path?: unknown }
  return typeof syscall === 'string' && typeof path === 'string' ? { exit: EXIT.profile } : undefined
}

/** The sentence of the cause; that of the remedy, behind it, speaks of options of a function. Quoted text may have full stops. */
function causeOf(message: string): string {
  return /^(?:"(?:[^"\\]|\\.)*"|\.(?!\s|$)|[^".])+\./s.exec(message)?.[0] ?? message
}

/** To be copied into a shell. */
export const shellWord = (text: string): string =>
  /^[\w.@/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

function stackOf(error: unknown): string {
  const { stack, cause } = Object(error) as { readonly stack?: unknown; readonly cause?: unknown }
  const own = typeof stack === 'string' ? stack : String(error)
  return cause === undefined ? own : `${own}\nCaused by: ${stackOf(cause)}`
}
