// Keeps a credential for one caller: it ends with the caller's token, whatever is below lives on for.
import type { Keeper } from '@x/signer/principal'
import { CallerTokenError } from '../errors/caller-errors.ts'

export interface CallerEnd {
  /** Of the caller's token, epoch milliseconds. */
  readonly expiresAt: number
  /** The service's time, as far as it is known. */
  readonly now: () => number
  /** Whether the keeper below serves other callers too, and so stays open when this one is closed. */
  readonly isShared: boolean
}

export interface CallerKeeper extends Keeper {
  readonly isClosed: () => boolean
}

export function callerKeeper(keeper: Keeper, { expiresAt, now, isShared }: CallerEnd): CallerKeeper {
  const closing = new AbortController()
  const throwIfOver = (): void => {
    closing.signal.throwIfAborted()
    if (now() >= expiresAt) throw new CallerTokenError('expired')
  }
  /** Before, so that nothing is asked for in vain; and after, since a renewal takes its time and may tell the right one. */
  const within = async <T>(get: () => Promise<T>): Promise<T> => {
    throwIfOver()
    const value = await get()
    throwIfOver()
    return value
  }
  return {
    isClosed: () => closing.signal.aborted,
    listeners: keeper.listeners,
    credential: (context) => within(() => keeper.credential(context)),
    renew: (options) => within(() => keeper.renew(options)),
    standing() {
      const standing = keeper.standing()
      return { ...standing, expiresAt: standing.expiresAt && Math.min(standing.expiresAt, expiresAt) }
    },
    close(reason) {
      closing.abort(reason)
      if (!isShared) keeper.close(reason)
    },
  }
}
