// Keeps a credential that is read, not issued: from options or from files.
import { abortable } from '@x/kernel'
import type { Credential, CredentialContext } from '../credential.ts'
import { Listeners } from './engine/listeners.ts'
import type { Keeper, Standing } from './keeper.ts'

/** Reads the credential. It caches as it sees fit, and yields the same object as long as nothing has changed. */
export type ReadCredential = (context: CredentialContext) => Promise<Credential>

/** Who it is that signs, as far as that is known before anything is read. */
export type KnownStanding = Pick<Standing, 'tenancy' | 'user'>

export class ReadKeeper implements Keeper {
  readonly listeners = new Listeners()
  readonly #read: ReadCredential
  readonly #known: (current: Credential | undefined) => KnownStanding
  /** Once it is closed: why. No AbortController, which a Worker's runtime ties to the one request that made it. */
  #closed: { readonly reason: unknown } | undefined
  #current: Credential | undefined
  #lastError: unknown
  #reading = 0

  constructor(read: ReadCredential, known: (current: Credential | undefined) => KnownStanding) {
    this.#read = read
    this.#known = known
  }

  async credential(context: CredentialContext = {}): Promise<Credential> {
    this.#refuseIfClosed()
    this.#reading += 1
    try {
      const read = await abortable(this.#read(context), context.signal)
      this.#refuseIfClosed()
      this.#install(read)
      return read
    } catch (error) {
      // Who leaves or closes has learned nothing of the credential.
      if (!context.signal?.aborted && !this.#closed) this.#failed(error)
      throw error
    } finally {
      this.#reading -= 1
    }
  }

  renew({ signal }: Pick<CredentialContext, 'signal'> = {}): Promise<Credential> {
    return this.credential({ signal, rejected: this.#current })
  }

  standing(): Standing {
    const { expiresAt } = this.#current ?? {}
    return {
      ...this.#known(this.#current),
      expiresAt,
      renewing: this.#reading > 0,
      lastError: this.#lastError,
    }
  }

  close(reason: unknown): void {
    this.#closed ??= { reason }
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw this.#closed.reason
  }

  #install(read: Credential): void {
    const before = this.#current
    this.#current = read
    this.#lastError = undefined
    if (before && before !== read) this.listeners.emit('refresh', { expiresAt: read.expiresAt ?? Infinity })
  }

  #failed(error: unknown): void {
    this.#lastError = error
    this.listeners.emit('refreshFailed', { error, usable: false })
  }
}
