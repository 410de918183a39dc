// Work that many callers wait for together: one leaves without ending it for the others, the last one to leave ends it.

interface Flight<T> {
  readonly work: Promise<T>
  readonly controller: AbortController
  waiting: number
}

export class SharedFlight<T> {
  #flight: Flight<T> | undefined

  /** The outcome of the work under way, or else of `start`. Rejects with the signal's reason as soon as it is aborted. */
  join(start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    this.#flight ??= this.#launch(start)
    const flight = this.#flight
    flight.waiting++
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#leave(flight, signal?.reason)
        reject(signal?.reason)
      }
      // The work has begun, and whatever it called may have aborted the signal.
      if (signal?.aborted) onAbort()
      else signal?.addEventListener('abort', onAbort, { once: true })
      flight.work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort))
    })
  }

  #launch(start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const land = (): void => {
      if (this.#flight === flight) this.#flight = undefined
    }
    const work = start(controller.signal).finally(land)
    const flight: Flight<T> = { work, controller, waiting: 0 }
    return flight
  }

  #leave(flight: Flight<T>, reason: unknown): void {
    flight.waiting--
    if (flight.waiting > 0) return
    if (this.#flight === flight) this.#flight = undefined
    flight.controller.abort(reason)
  }
}
