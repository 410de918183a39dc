// Whether something is closed, and why. A plain value: a Worker's runtime makes no AbortController outside of requests, and ties one to the
// request that made it.

type Listener = (reason: unknown) => void

export class Closing {
  #closed: { readonly reason: unknown } | undefined
  readonly #listeners = new Set<Listener>()

  get isClosed(): boolean {
    return this.#closed !== undefined
  }

  /** The first time only. @param reason - an `AbortError` when absent */
  close(reason: unknown = new DOMException('This operation was aborted', 'AbortError')): void {
    if (this.#closed) return
    this.#closed = { reason }
    for (const listener of this.#listeners) listener(reason)
  }

  throwIfClosed(): void {
    if (this.#closed) throw this.#closed.reason
  }

  /** @returns takes the listener off again */
  onClose(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
