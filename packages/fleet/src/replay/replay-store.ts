// Replay protection for a fleet of servers: what one of them has accepted, none of the others accepts again.
import { argumentError, notify, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { Seen } from '@x/signer/verify'
import { assertPositive, storeRules, type StoreRules } from '../check-options.ts'
import { StoreDownError } from '../errors.ts'
import type { OnFleetEvent } from '../events.ts'
import { assertStore, saysWhether } from '../store/assert-store.ts'
import type { Store } from '../store/store.ts'
import { within } from '../within.ts'
import { boundedOperations } from './bounded-operations.ts'

/** @public */
export interface FleetReplayStoreOptions {
  /**
   * What happens to a request while the store does not answer: `'refuse'`, `verifyRequest` rejects with {@link StoreDownError}, for a
   * 503; `'accept'`, it is accepted as if it had not come before, and `onEvent` is told. There is no default: an outage or a replay,
   * only the server's owner knows which is worse.
   */
  readonly whenDown: 'refuse' | 'accept'
  /**
   * How far the clocks of the servers may be apart, in milliseconds: for so long a signature is remembered beyond its time. Where
   * servers verify with different `clockSkewSeconds`, add the difference between the largest and the smallest. @defaultValue 60_000
   */
  readonly clockDifferenceMs?: number | undefined
  /** How long the store may take for one answer, in milliseconds. @defaultValue 500 */
  readonly storeTimeoutMs?: number | undefined
  /** What every key in the store begins with. @defaultValue 'oci-fleet:' */
  readonly prefix?: string | undefined
  /** Is told `store-down`. @defaultValue nobody is told */
  readonly onEvent?: OnFleetEvent | undefined
}

const OPTIONS: OptionNames<FleetReplayStoreOptions> = {
  whenDown: 1,
  clockDifferenceMs: 1,
  storeTimeoutMs: 1,
  prefix: 1,
  onEvent: 1,
}

/**
 * A memory of accepted signatures that a fleet of servers has in common, for the option `seen` of `verifyRequest`: one operation of
 * the store a request. It holds digests of signatures, nothing else, each until its request is too old to be accepted anywhere.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is no store, and for an option that is unknown, missing or cannot be used
 * @throws {@link StoreDownError} `ERR_STORE_DOWN` from `verifyRequest`, with `whenDown: 'refuse'`
 * @example
 * ```ts
 * import { redisStore, replayStore, type NodeRedisClient } from '@x/fleet'
 * import { verifyRequest, type ResolveKey } from '@x/signer/verify'
 * declare const client: NodeRedisClient
 * declare const resolveKey: ResolveKey
 *
 * const seen = replayStore(redisStore(client), { whenDown: 'refuse' })
 * const verdict = await verifyRequest({ method: 'GET', url: '/', headers: {} }, resolveKey, { seen })
 * ```
 * @see docs/sources.md#fleet-store
 * @public
 */
export function replayStore(store: Store, options: FleetReplayStoreOptions): Seen {
  const { whenDown, clockDifferenceMs, storeTimeoutMs, prefix, onEvent } = readOptions(store, options)
  const bounded = boundedOperations()
  return async (id, untilMs, nowMs) => {
    const leftMs = untilMs - nowMs
    if (!(leftMs >= 0 && leftMs < Infinity))
      throw argumentError(
        'The function that replayStore makes was asked about a request that is over. Pass it to verifyRequest as the option seen.',
      )
    // Until then and a millisecond more.
    const ttlMs = Math.ceil(leftMs) + clockDifferenceMs + 1
    try {
      const remember = (): Promise<boolean> => store.setIfAbsent(`${prefix}seen:${id}`, '1', ttlMs)
      return !saysWhether(await within(storeTimeoutMs, () => bounded(remember)))
    } catch (error) {
      notify(onEvent, { type: 'store-down', error })
      if (whenDown === 'accept') return false
      throw new StoreDownError({ cause: error })
    }
  }
}

/** The options, checked. */
interface Rules extends StoreRules {
  readonly whenDown: 'refuse' | 'accept'
  readonly clockDifferenceMs: number
}

function readOptions(store: Store, options: FleetReplayStoreOptions): Rules {
  refuseUnknownOptions(options, OPTIONS)
  assertStore(store)
  const { whenDown, clockDifferenceMs = 60_000 } = options
  if (whenDown !== 'refuse' && whenDown !== 'accept')
    throw argumentError(
      "The option whenDown is neither 'refuse' nor 'accept'. Say what happens to requests while the store is down.",
    )
  assertPositive('clockDifferenceMs', clockDifferenceMs)
  return { whenDown, clockDifferenceMs, ...storeRules(options) }
}
