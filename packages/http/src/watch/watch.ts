// Keeps a call's time limits and its caller's signal, and ends the call through one AbortSignal.
import { expectMany } from './expect-many.ts'
import { TimeoutError, type FailedCall, type TimeoutPhase } from '../errors/errors.ts'

/** Runs `callback` after `ms` milliseconds unless the function it yields is called first. @public */
export type SetTimer = (callback: () => void, ms: number) => () => void

/** In milliseconds; `Infinity` is no limit. */
export interface TimeLimits {
  readonly connectTimeoutMs: number
  readonly readTimeoutMs: number
  readonly deadlineMs: number
}

export interface Expiry {
  readonly phase: TimeoutPhase
  readonly limitMs: number
}

/** What a transport tells of its progress. */
export interface Progress {
  /** The proxy has opened a tunnel: what happens from now on, it only passes on. */
  tunnelled(): void
  /** The connection stands, TLS included. */
  connected(): void
  /** Something moved. */
  progress(): void
}

export interface Watch extends Progress {
  /** Fires when a limit is passed or the caller gives up. */
  readonly signal: AbortSignal
  /** The limit that was passed, if that is why `signal` fired. */
  expiry(): Expiry | undefined
  /** False while a proxy, if there is one, has still to let the call through. */
  isPastProxy(): boolean
  /** Starts to wait for the connection; `false`: this runtime doesn't show when it stands. */
  begin(showsConnection: boolean): void
  /** Frees every timer and listener. */
  stop(): void
}

/** Timers of every runtime overflow above 31 bits and would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export function createWatch(limits: TimeLimits, setTimer: SetTimer, callerSignal?: AbortSignal): Watch {
  const controller = new AbortController()
  let expired: Expiry | undefined
  let isTunnelled = false
  let isConnected = false
  const expire = (phase: TimeoutPhase, limitMs: number): (() => void) => {
    if (limitMs > LONGEST_TIMER_MS) return () => {}
    return setTimer(() => {
      if (controller.signal.aborted) return
      expired = { phase, limitMs }
      controller.abort()
    }, limitMs)
  }
  const onAbort = (): void => controller.abort(callerSignal?.reason)
  if (callerSignal) expectMany(callerSignal)
  callerSignal?.addEventListener('abort', onAbort)
  if (callerSignal?.aborted) onAbort()
  const cancelDeadline = expire('total', limits.deadlineMs)
  let cancelPhase = (): void => {}
  const enter = (phase: TimeoutPhase, limitMs: number): void => {
    cancelPhase()
    cancelPhase = controller.signal.aborted ? () => {} : expire(phase, limitMs)
  }
  const connected = (): void => {
    if (isConnected) return
    isConnected = true
    enter('read', limits.readTimeoutMs)
  }
  return {
    signal: controller.signal,
    expiry: () => expired,
    isPastProxy: () => isTunnelled || isConnected,
    begin: (showsConnection) =>
      showsConnection
        ? enter('connect', limits.connectTimeoutMs)
        : enter('read', limits.connectTimeoutMs + limits.readTimeoutMs),
    tunnelled: () => void (isTunnelled = true),
    connected,
    progress: () => {
      isConnected = true
      enter('read', limits.readTimeoutMs)
    },
    stop: () => {
      cancelDeadline()
      cancelPhase()
      callerSignal?.removeEventListener('abort', onAbort)
    },
  }
}

/** Why the call was ended before its time: a limit, or the caller's own reason. */
export function interruption(watch: Watch, signal: AbortSignal | undefined, target: FailedCall): unknown {
  const expiry = watch.expiry()
  return expiry === undefined ? signal?.reason : new TimeoutError(expiry.phase, expiry.limitMs, target)
}

/** Timers that don't keep a process alive: the connection does that as long as it has to. */
export const setRuntimeTimer: SetTimer = (callback, ms) => {
  const timer: unknown = setTimeout(callback, ms)
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
  return () => clearTimeout(timer as ReturnType<typeof setTimeout>)
}
