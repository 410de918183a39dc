// One load under its limit. What comes after its end is dropped: it can be older than what another load has brought meanwhile.
import { abortable } from '@x/kernel'
import { RenewalError } from '../../errors/renewal-error.ts'
import type { Closing } from './closing.ts'
import type { SetTimer } from './timer.ts'

interface LoadLimits {
  /** Ends the load. */
  readonly closing: Closing
  readonly timeoutMs: number
  readonly setTimer: SetTimer
}

/** @throws the reason of `closing`, {@link RenewalError} `timeout`, or what `load` throws or rejects with */
export async function limitedLoad<T>(load: (signal: AbortSignal) => Promise<T>, limits: LoadLimits): Promise<T> {
  const { closing, timeoutMs, setTimer } = limits
  const controller = new AbortController()
  const leave = closing.onClose((reason) => controller.abort(reason))
  const cancel = setTimer(() => controller.abort(new RenewalError('timeout')), timeoutMs)
  try {
    // An async function, since a load may throw at once, or yield what is no promise.
    const loading = (async () => load(controller.signal))()
    return await abortable(loading, controller.signal)
  } finally {
    cancel()
    leave()
  }
}
