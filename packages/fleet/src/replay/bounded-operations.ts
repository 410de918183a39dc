// How many operations a store may leave open: a client queues without end what it cannot send, and a server that goes on verifying meanwhile
// would run out of memory.

const MOST_OPEN = 10_000

/**
 * Runs operations of one store, each until it settles, however late.
 *
 * @returns rejects at once, and asks nothing, while too many are open
 */
export function boundedOperations(): <T>(work: () => Promise<T>) => Promise<T> {
  let open = 0
  return async (work) => {
    if (open >= MOST_OPEN)
      throw new Error(`${MOST_OPEN} operations have no answer: the store is asked no more until it answers.`)
    open++
    try {
      return await work()
    } finally {
      open--
    }
  }
}
