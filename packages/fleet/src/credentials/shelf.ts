// Where the sealed credential of one service user lies in the store: one entry a key, since keys are rotated.
import type { Loaded, Snapshot, SnapshotCopies } from '@x/signer/principal'
import { digestOf } from '../digest.ts'
import { saysWhether, textOrNothing } from '../store/assert-store.ts'
import type { Store } from '../store/store.ts'
import type { Shelf } from '../turn/round.ts'
import { open, seal, type Opened, type Owner } from './seal.ts'
import type { SealingKey } from './sealing-keys.ts'

export interface ShelfParts<S extends Snapshot> {
  readonly store: Store
  readonly prefix: string
  readonly owner: Owner
  readonly copies: SnapshotCopies<S>
  /** The first seals; all of them open. */
  readonly keys: readonly [SealingKey, ...SealingKey[]]
  readonly now: () => number
  /** Told of an entry that cannot be opened. */
  readonly onForeign: () => void
}

/** The lease lies beside the entry: whoever seals with another key has another one. */
export const nameOf = async (
  kind: 'credential' | 'lease',
  prefix: string,
  owner: Owner,
  key: SealingKey,
): Promise<string> => `${prefix}${kind}:${await digestOf(owner.user, owner.principal, owner.source)}:${key.id}`

export class SealedShelf<S extends Snapshot> implements Shelf<S> {
  readonly #parts: ShelfParts<S>
  /** What lay there when it was compared, whole. */
  #compared: string | undefined

  constructor(parts: ShelfParts<S>) {
    this.#parts = parts
  }

  async read(): Promise<S | undefined> {
    const found = await Promise.all(this.#parts.keys.map((key) => this.#readWith(key)))
    return found.reduce((best, each) => (each && (!best || each.expiresAt > best.expiresAt) ? each : best), undefined)
  }

  /** What cannot be taken counts for nothing here as well: else nobody could put another in its place. */
  async compare(): Promise<S | undefined> {
    const [key] = this.#parts.keys
    this.#compared = await this.#entryOf(key)
    return this.#compared === undefined ? undefined : this.#unpack(await this.#open(key, this.#compared))
  }

  /** The time to live is counted by the clock of the service that issued it, where that is known. */
  async write({ snapshot, serverTimeMs }: Loaded<S>): Promise<boolean> {
    const { store, owner, copies, keys, now } = this.#parts
    const [key] = keys
    const until = snapshot.expiresAt
    const ttlMs = Math.ceil(until - (serverTimeMs ?? now()))
    if (!(ttlMs >= 1)) return true // It is over: nobody has a use for it.
    const name = await this.#name(key)
    const entry = await seal(key.key, owner, { bytes: copies.pack(snapshot), until })
    return this.#compared === undefined
      ? saysWhether(await store.setIfAbsent(name, entry, ttlMs))
      : saysWhether(await store.compareAndSet(name, this.#compared, entry, ttlMs))
  }

  async #readWith(key: SealingKey): Promise<S | undefined> {
    const entry = await this.#entryOf(key)
    if (entry === undefined) return undefined
    const snapshot = await this.#unpack(await this.#open(key, entry))
    if (snapshot === undefined) this.#parts.onForeign()
    return snapshot
  }

  /** What is in it is checked as if the service had just issued it: a signer would fail with what it does not take. */
  async #unpack(opened: Opened | undefined): Promise<S | undefined> {
    if (opened === undefined) return undefined
    const { copies, owner } = this.#parts
    const snapshot = await copies.unpack(opened.bytes).catch(() => undefined)
    if (snapshot?.expiresAt !== opened.until || copies.userOf(snapshot) !== owner.user) return undefined
    // No number comes out of what is no date.
    return new Date(snapshot.issuedAt).getTime() <= opened.until ? snapshot : undefined
  }

  #open({ key }: SealingKey, entry: string): Promise<Opened | undefined> {
    return open(key, this.#parts.owner, entry)
  }

  async #entryOf(key: SealingKey): Promise<string | undefined> {
    return textOrNothing(await this.#parts.store.get(await this.#name(key)))
  }

  #name(key: SealingKey): Promise<string> {
    return nameOf('credential', this.#parts.prefix, this.#parts.owner, key)
  }
}
