// One credential for a whole fleet: what one process got is sealed and put into the store, and the others take it from there.
import { argumentError, notify, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { LoadContext, SharedLoad, Sharing, SharingMember, Snapshot, SnapshotCopies } from '@x/signer/principal'
import { assertStore } from '../store/assert-store.ts'
import type { Store } from '../store/store.ts'
import { leaseIn } from '../turn/leases.ts'
import { RUNTIME, type Ports } from '../turn/ports.ts'
import { runRound, type Need, type RoundParts } from '../turn/round.ts'
import { TURN_OPTIONS, turnRules, type TurnOptions, type TurnRules } from '../turn/turn-options.ts'
import { within } from '../within.ts'
import { refusedPrincipal, refusedUser } from './refusals.ts'
import type { Owner } from './seal.ts'
import { ownKey, sealingKey, type FleetKey, type SealingKey } from './sealing-keys.ts'
import { nameOf, SealedShelf } from './shelf.ts'

/** @public */
export interface SharedCredentialsOptions extends TurnOptions {
  /** OCID of the service user that the exchange is for: a token of anybody else is neither stored nor taken, nor used. */
  readonly principal: string
  /** Seals and opens. It comes from outside the store; where a function yields it, that is called for each renewal. */
  readonly key: FleetKey
  /** Opens what was sealed with it: the key before the present one, or the next one before it is used, while keys are rotated. @defaultValue none */
  readonly otherKey?: FleetKey | undefined
}

const OPTIONS: OptionNames<SharedCredentialsOptions> = { ...TURN_OPTIONS, principal: 1, key: 1, otherKey: 1 }

const USER = /^ocid1\.user\.[\w.-]+$/

/**
 * Shares the token of a service user, and the key that it is bound to, among the processes of a fleet, for the option `sharing` of
 * `TokenExchangeSigner` with `requestedTokenType` `upst`: one process asks, the others wait for its answer, `limitMs` at most, and
 * then ask by themselves. Entries are sealed with AES-256-GCM and are gone when the token ends; one that was altered counts for
 * nothing. Whoever has the key and reads the store is the service user until the token ends.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is no store, and for an option that is unknown, missing or cannot be used
 * @throws {@link SharingRefusedError} `ERR_SHARING_REFUSED` from the signer that it is given to: when it is made, for a principal of
 * another kind; when it signs, for a token of another user than `principal`
 * @example
 * ```ts
 * import { redisStore, sharedCredentials, type NodeRedisClient } from '@x/fleet'
 * declare const client: NodeRedisClient
 * declare const vault: { read(name: string): Promise<Uint8Array> }
 *
 * const sharing = sharedCredentials(redisStore(client), {
 *   principal: 'ocid1.user.oc1..aaaaaaaaservice',
 *   key: () => vault.read('oci-fleet-key'),
 * })
 * // new TokenExchangeSigner({ domainUrl, clientId, clientSecret, subjectToken, sharing })
 * ```
 * @see docs/sources.md#fleet-store
 * @public
 */
export const sharedCredentials = (store: Store, options: SharedCredentialsOptions): Sharing =>
  createSharedCredentials(store, options, RUNTIME)

export function createSharedCredentials(store: Store, options: SharedCredentialsOptions, ports: Ports): Sharing {
  refuseUnknownOptions(options, OPTIONS)
  assertStore(store)
  const { principal: user, key, otherKey } = options
  if (typeof user !== 'string' || !USER.test(user))
    throw argumentError(
      'The option principal is no OCID of a user. Give that of the service user, e.g. ocid1.user.oc1..….',
    )
  const keys = { key: ownKey('key', key), otherKey: otherKey === undefined ? undefined : ownKey('otherKey', otherKey) }
  const fleet: Fleet = { store, user, ...keys, rules: turnRules(options), ports }
  return {
    handsOver: true,
    join: <S extends Snapshot>({ principal, source, copies }: SharingMember<S>): SharedLoad<S> => {
      if (copies === undefined) throw refusedPrincipal(principal)
      const owner: Owner = { user, principal, source }
      return (load, context, previous) =>
        shareOnce(fleet, { owner, copies }, { load: ofUser(load, copies, owner), context, previous })
    },
  }
}

interface Fleet {
  readonly store: Store
  readonly user: string
  readonly key: FleetKey
  readonly otherKey: FleetKey | undefined
  readonly rules: TurnRules
  readonly ports: Ports
}

interface Member<S extends Snapshot> {
  readonly owner: Owner
  readonly copies: SnapshotCopies<S>
}

async function shareOnce<S extends Snapshot>(
  fleet: Fleet,
  member: Member<S>,
  need: Need<S>,
): ReturnType<Need<S>['load']> {
  const { ports, rules } = fleet
  const startedAt = ports.elapsed()
  const keys = await keysOf(fleet, need.context)
  need.context.signal.throwIfAborted()
  if (keys === undefined) {
    notify(rules.onEvent, { type: 'asked', principal: member.owner.principal, alone: true })
    return need.load()
  }
  // What the vault took, the caller has waited already.
  const limitMs = Math.max(1, rules.limitMs - (ports.elapsed() - startedAt))
  const timed = { ...fleet, rules: { ...rules, limitMs } }
  return runRound(await roundOf(timed, member, { keys, now: need.context.now }), need)
}

type Keys = readonly [SealingKey, ...SealingKey[]]

/** A vault that is down costs a call more, not the credential. */
async function keysOf({ key, otherKey, rules }: Fleet, { signal }: LoadContext): Promise<Keys | undefined> {
  try {
    const both = (): Promise<Keys> =>
      Promise.all([sealingKey('key', key), ...(otherKey === undefined ? [] : [sealingKey('otherKey', otherKey)])])
    return await within(rules.limitMs, both, { signal })
  } catch (error) {
    if (!signal.aborted) notify(rules.onEvent, { type: 'key-unavailable', error })
    return undefined
  }
}

async function roundOf<S extends Snapshot>(
  { store, rules, ports }: Fleet,
  { owner, copies }: Member<S>,
  { keys, now }: { readonly keys: Keys; readonly now: () => number },
): Promise<RoundParts<S>> {
  const { principal } = owner
  const { prefix, leaseMs: ttlMs, onEvent } = rules
  const lease = await nameOf('lease', prefix, owner, keys[0])
  const onForeign = (): void => notify(onEvent, { type: 'foreign-entry', principal })
  return {
    principal,
    store,
    leaseIn: (timed) => leaseIn(timed, { ttlMs, nameNext: () => lease }),
    shelfIn: (timed) => new SealedShelf({ store: timed, prefix, owner, copies, keys, now, onForeign }),
    rules,
    ports,
  }
}

/** A token of another user means that two services were mixed up. */
const ofUser =
  <S extends Snapshot>(load: Need<S>['load'], copies: SnapshotCopies<S>, { user, principal }: Owner): Need<S>['load'] =>
  async () => {
    const loaded = await load()
    if (copies.userOf(loaded.snapshot) !== user) throw refusedUser(principal)
    return loaded
  }
