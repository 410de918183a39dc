// A principal is one verb: how it gets a new pair of token and key. The engine keeps the pair fresh, and the signer signs with it.
import type { SignerOptions } from '@x/signer'
import {
  EngineKeeper,
  joinSharing,
  PrincipalSignerBase,
  RefreshEngine,
  type Keeper,
  type Lifetime,
  type Loaded,
  type LoadContext,
  type PrincipalParts,
  type SnapshotCopies,
  type TokenSnapshot,
} from '@x/signer/principal'
import type { RenewalOptions } from './renewal-options.ts'
import { installing, type SessionKeySource } from './session-key-supplier.ts'

/** What distinguishes one principal from another. */
export interface Principal extends PrincipalParts {
  /** Gets a new pair. It installs nothing: a failure leaves no trace. */
  readonly load: (context: LoadContext, previous: TokenSnapshot | undefined) => Promise<Loaded<TokenSnapshot>>
  /** When a pair is renewed and given up, where that is not the common rule. */
  readonly lifetime?: ((snapshot: TokenSnapshot, random: number) => Lifetime) | undefined
  /** Where a pair is read that lies on this machine: such loads need no turn of a fleet. @defaultValue false */
  readonly asksNobody?: boolean | undefined
  /** Where a pair may be handed to other processes of a fleet. */
  readonly copies?: SnapshotCopies<TokenSnapshot> | undefined
  /** Is told which of its pairs is in use. */
  readonly sessionKeySupplier?: SessionKeySource | undefined
}

/** What signers are made of: a principal, and what keeps its pair. */
export interface KeptPrincipal {
  readonly parts: PrincipalParts
  readonly keeper: Keeper
  /** The service's time, as far as it is known. */
  readonly now: () => number
}

/** Puts the engine under a principal. Nothing is fetched until it is used. */
export function keepPrincipal(
  principal: Principal,
  { now, random, renewalTimeoutMs, sharing }: Pick<RenewalOptions, 'now' | 'random' | 'renewalTimeoutMs' | 'sharing'>,
): KeptPrincipal {
  const { load, lifetime, asksNobody = false, copies, sessionKeySupplier, ...parts } = principal
  // Joined in any case: what hands credentials over has to refuse it.
  const joined = joinSharing(sharing, { principal: parts.principal, source: parts.source, copies })
  const sharedLoad = asksNobody ? undefined : joined
  const engine = new RefreshEngine({ load, sharedLoad, lifetime, now, random, renewalTimeoutMs })
  if (sessionKeySupplier) installing(sessionKeySupplier, engine)
  return { parts, keeper: new EngineKeeper(engine), now: () => engine.now() }
}

/** The signer of a kept principal, for those that are no class of their own. */
export const signerOf = ({ parts, keeper, now }: KeptPrincipal, options: SignerOptions): PrincipalSignerBase =>
  new PrincipalSignerBase(parts, keeper, { ...options, now })
