// Pacing: of all processes that need a token, a few ask at a time. Each gets its own token; nothing secret is stored.
import { once, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SharedLoad, Sharing, SharingMember, Snapshot } from '@x/signer/principal'
import { assertPositive } from './check-options.ts'
import { digestOf } from './digest.ts'
import { assertStore } from './store/assert-store.ts'
import type { Store } from './store/store.ts'
import { leaseIn } from './turn/leases.ts'
import { RUNTIME, type Ports } from './turn/ports.ts'
import { runRound } from './turn/round.ts'
import { TURN_OPTIONS, turnRules, type TurnOptions } from './turn/turn-options.ts'

/** Every member is optional. @public */
export interface PacingOptions extends TurnOptions {
  /** How many processes may ask one service at a time. @defaultValue 10 */
  readonly atOnce?: number | undefined
}

const OPTIONS: OptionNames<PacingOptions> = { ...TURN_OPTIONS, atOnce: 1 }

/**
 * Lets a few of a fleet's processes ask for a token at a time, and spreads the rest by chance. Whoever has waited half to all of
 * `limitMs`, by chance, asks without a turn, and so does everybody while the store is down, slow or talks nonsense. For the option `sharing` of any principal.
 *
 * @param store - what all processes of the fleet reach
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is no store, and for an option that is unknown or cannot be used
 * @example
 * ```ts
 * import { pacing, redisStore, type NodeRedisClient } from '@x/fleet'
 * declare const client: NodeRedisClient
 *
 * const sharing = pacing(redisStore(client), { atOnce: 20, onEvent: (event) => console.log(event.type) })
 * // new InstancePrincipalsSecurityTokenSigner({ sharing })
 * ```
 * @see docs/sources.md#fleet-store
 * @public
 */
export const pacing = (store: Store, options: PacingOptions = {}): Sharing => createPacing(store, options, RUNTIME)

export function createPacing(store: Store, options: PacingOptions, ports: Ports): Sharing {
  refuseUnknownOptions(options, OPTIONS)
  assertStore(store)
  const rules = turnRules(options)
  const { atOnce = 10 } = options
  assertPositive('atOnce', atOnce)
  return {
    handsOver: false,
    join: <S extends Snapshot>({ principal, source }: SharingMember<S>): SharedLoad<S> => {
      const digest = once(() => digestOf(principal, source))
      return async (load, context, previous) => {
        const name = `${rules.prefix}turn:${await digest()}`
        const nameNext = (): string => `${name}:${Math.floor(ports.random() * atOnce) % atOnce}`
        const parts = { ttlMs: rules.leaseMs, nameNext }
        // By chance, too: those whose wait is over must not ask in one moment.
        const limitMs = Math.ceil(rules.limitMs * (0.5 + ports.random() / 2))
        const round = {
          principal,
          store,
          leaseIn: (timed: Store) => leaseIn(timed, parts),
          rules: { ...rules, limitMs },
          ports,
        }
        return runRound(round, { load, context, previous })
      }
    },
  }
}
