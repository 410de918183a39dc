// How processes that are the same principal share the work of getting credentials: the engine asks it around each load.
import { argumentError } from '@x/kernel'
import type { Loaded, LoadContext } from './load.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Runs one load, at once or when it is this process's turn; or yields what another process has loaded.
 *
 * @param load - asks the service
 * @param previous - the snapshot that the new one is to follow, expired, refused or not
 * @public
 */
export type SharedLoad<S extends Snapshot> = (
  load: () => Promise<Loaded<S>>,
  context: LoadContext,
  previous: S | undefined,
) => Promise<Loaded<S>>

/**
 * Turns a snapshot into bytes and back, where a principal's credential may be handed to another process.
 *
 * @public
 */
export interface SnapshotCopies<S extends Snapshot> {
  /** OCID of the user whom the credential speaks for. */
  readonly userOf: (snapshot: S) => string | undefined
  /** Secret: token and private key. */
  readonly pack: (snapshot: S) => Uint8Array
  /** @throws for bytes that are no token with the key that it is bound to */
  readonly unpack: (bytes: Uint8Array) => Promise<S>
}

/** A signer that takes part. @public */
export interface SharingMember<S extends Snapshot> {
  /** What kind of principal, e.g. `instance`. */
  readonly principal: string
  /** Where its credential comes from, in words; never a secret. Members of one kind and source take turns with each other. */
  readonly source: string
  /** Absent for a principal whose key never leaves its process. */
  readonly copies?: SnapshotCopies<S> | undefined
}

/**
 * What the option `sharing` of a principal takes; `@x/fleet` makes them, and so can you.
 *
 * @example
 * ```ts
 * import type { Sharing } from '@x/signer/principal'
 *
 * // The principals of this process ask one after the other.
 * let last: Promise<unknown> = Promise.resolve()
 * const inTurn: Sharing = {
 *   handsOver: false,
 *   join: () => (load) => {
 *     const mine = last.then(load, load)
 *     last = mine.catch(() => undefined)
 *     return mine
 *   },
 * }
 * ```
 * @see docs/decisions/0028-what-a-fleet-shares.md
 * @public
 */
export interface Sharing {
  /** Whether processes hand each other the credential itself; else they only take turns. */
  readonly handsOver: boolean
  /**
   * Called once, when the signer is made.
   *
   * @throws where the credential of such a principal must not be handed to another process
   */
  join<S extends Snapshot>(member: SharingMember<S>): SharedLoad<S>
}

/**
 * What the engine of a member asks around each load; `undefined` without sharing.
 *
 * @param sharing - the option of the principal
 * @param member - who takes part; without `copies` its credential stays in this process
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is no sharing, or joins to nothing; what `join` throws
 * @example
 * ```ts
 * import { joinSharing, type Sharing } from '@x/signer/principal'
 * declare const sharing: Sharing | undefined
 * const sharedLoad = joinSharing(sharing, { principal: 'mine', source: 'my service' })
 * ```
 * @public
 */
export function joinSharing<S extends Snapshot>(
  sharing: Sharing | undefined,
  member: SharingMember<S>,
): SharedLoad<S> | undefined {
  if (sharing === undefined) return undefined
  const sharedLoad: unknown = typeof sharing?.join === 'function' ? sharing.join(member) : undefined
  if (typeof sharedLoad === 'function') return sharedLoad as SharedLoad<S>
  throw argumentError(
    'The option sharing has no method join that yields a function. Pass pacing(store) or sharedCredentials(store, …) of @x/fleet.',
  )
}
