// Who wants to know of renewals. A listener that throws is its own trouble.
import { noSuchName, notify } from '@x/kernel'

/** What a principal tells of its renewals. @public */
export interface RefreshEvents {
  /** A token was renewed. */
  refresh: { readonly expiresAt: number }
  /** A renewal failed; `usable` tells whether the token at hand still serves. */
  refreshFailed: { readonly error: unknown; readonly usable: boolean }
}

const EVENTS: Readonly<Record<keyof RefreshEvents, unknown>> = { refresh: 1, refreshFailed: 1 }

/**
 * The listeners of one principal. What a listener throws or rejects with is ignored.
 *
 * @example
 * ```ts
 * import { Listeners } from '@x/signer/principal'
 * const listeners = new Listeners()
 * const off = listeners.on('refresh', ({ expiresAt }) => console.log(new Date(expiresAt)))
 * listeners.emit('refresh', { expiresAt: Date.now() + 3_600_000 })
 * off()
 * ```
 * @public
 */
export class Listeners {
  readonly #listeners = new Map<keyof RefreshEvents, Set<(event: never) => void>>()

  /**
   * @returns a function that takes the listener off again
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an event that there is not: its listener would never be called
   */
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void {
    if (!Object.hasOwn(EVENTS, name)) throw noSuchName('event', String(name), Object.keys(EVENTS))
    const set = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, set.add(listener))
    return () => void set.delete(listener)
  }

  /** Calls the listeners, in the order in which they were added. */
  emit<Name extends keyof RefreshEvents>(name: Name, event: RefreshEvents[Name]): void {
    // A copy: a listener that adds listeners must not be called for them without end.
    const listeners = Array.from(this.#listeners.get(name) ?? [])
    for (const listener of listeners) notify(listener as (event: RefreshEvents[Name]) => void, event)
  }
}
