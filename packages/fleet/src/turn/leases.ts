// Leases: a key with nothing secret in it, which is free again when its holder gives it back, or dies.
import { saysWhether } from '../store/assert-store.ts'
import type { Store } from '../store/store.ts'
import type { Lease } from './round.ts'

interface LeaseParts {
  readonly ttlMs: number
  /** The key; asked for at each try, so that there may be several. */
  readonly nameNext: () => string
}

/** The value tells holders apart: nobody gives back a lease that has become another's. */
export function leaseIn(store: Store, { ttlMs, nameNext }: LeaseParts): Lease {
  const holder = crypto.randomUUID()
  let name = ''
  return {
    take: async () => {
      name = nameNext()
      return saysWhether(await store.setIfAbsent(name, holder, ttlMs))
    },
    giveBack: async () => saysWhether(await store.compareAndSet(name, holder, undefined, ttlMs)),
  }
}
