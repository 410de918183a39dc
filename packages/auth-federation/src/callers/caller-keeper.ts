// Keeps a credential for one caller: it ends with the caller's token, whatever is below lives on for.
import { Listeners, type Keeper } from '@x/signer/principal'
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
  // No AbortController, which a Worker's runtime ties to the one request that made it.
  let closed: { readonly reason: unknown } | undefined
  const waiting = new Waiting()
  const { listeners, leave } = listenersOfCaller(keeper, expiresAt)
  const throwIfOver = (): void => {
    if (closed) throw closed.reason
    if (now() >= expiresAt) throw new CallerTokenError('expired')
  }
  /**
   * Before, so that nothing is asked for in vain; and after, since a renewal takes its time and may tell the right one. Who is closed
   * does not wait for what others wait for.
   */
  const within = async <T>(get: () => Promise<T>): Promise<T> => {
    throwIfOver()
    const value = await waiting.of(get())
    throwIfOver()
    return value
  }
  return {
    isClosed: () => closed !== undefined,
    listeners,
    credential: (context) => within(() => keeper.credential(context)),
    renew: (options) => within(() => keeper.renew(options)),
    standing() {
      const standing = keeper.standing()
      return { ...standing, expiresAt: standing.expiresAt && Math.min(standing.expiresAt, expiresAt) }
    },
    close(reason) {
      leave()
      closed ??= { reason }
      waiting.end(reason)
      if (!isShared) keeper.close(reason)
    },
  }
}

/** Who waits. A signal would warn of its many listeners, and a promise that is raced would keep all of them. */
class Waiting {
  readonly #rejects = new Set<(reason: unknown) => void>()

  of<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#rejects.add(reject)
      void work.then(resolve, reject).finally(() => this.#rejects.delete(reject))
    })
  }

  end(reason: unknown): void {
    for (const reject of this.#rejects) reject(reason)
  }
}

/** A caller's own: they are let go with the caller, however long what is below goes on. */
function listenersOfCaller({ listeners: below }: Keeper, endsAt: number): { listeners: Listeners; leave: () => void } {
  const listeners = new Listeners()
  const offs = [
    below.on('refresh', ({ expiresAt }) => listeners.emit('refresh', { expiresAt: Math.min(expiresAt, endsAt) })),
    below.on('refreshFailed', (event) => listeners.emit('refreshFailed', event)),
  ]
  return { listeners, leave: () => offs.forEach((off) => off()) }
}
