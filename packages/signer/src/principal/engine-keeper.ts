// Keeps the credential of a principal whose tokens a service issues.
import type { Credential, CredentialContext } from '../credential.ts'
import type { RefreshEngine } from './engine/refresh-engine.ts'
import type { Listeners } from './engine/listeners.ts'
import type { Snapshot } from './engine/snapshot.ts'
import type { Keeper, Standing } from './keeper.ts'
import type { Claims } from './token/token-claims.ts'

/** A snapshot whose token may say who it speaks for. @public */
export interface ClaimedSnapshot extends Snapshot {
  readonly claims?: Pick<Claims, 'texts'>
}

/** What a keeper needs of a {@link RefreshEngine}. @public */
export type KeptEngine = Pick<
  RefreshEngine<ClaimedSnapshot>,
  'listeners' | 'current' | 'renewing' | 'lastError' | 'credential' | 'refresh' | 'close'
>

/**
 * A keeper over a refresh engine.
 *
 * @example
 * ```ts
 * import { EngineKeeper, PrincipalSignerBase, type RefreshEngine, type Snapshot } from '@x/signer/principal'
 * declare const engine: RefreshEngine<Snapshot>
 * const signer = new PrincipalSignerBase({ principal: 'mine', source: 'my service' }, new EngineKeeper(engine))
 * ```
 * @public
 */
export class EngineKeeper implements Keeper {
  readonly #engine: KeptEngine

  constructor(engine: KeptEngine) {
    this.#engine = engine
  }

  get listeners(): Listeners {
    return this.#engine.listeners
  }

  async credential(context?: CredentialContext): Promise<Credential> {
    return (await this.#engine.credential(context)).credential
  }

  renew(options?: Pick<CredentialContext, 'signal'>): Promise<unknown> {
    return this.#engine.refresh(options)
  }

  standing(): Standing {
    const { current, renewing, lastError } = this.#engine
    const texts = current?.claims?.texts ?? {}
    const tenancy = texts['opc-tenant'] ?? texts['res_tenant'] ?? texts['tenant']
    return { tenancy, expiresAt: current?.expiresAt, renewing, lastError }
  }

  close(reason: unknown): void {
    this.#engine.close(reason)
  }
}
