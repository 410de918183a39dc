// What a load must yield to be installed. Nothing is changed here: what is refused leaves no trace.
import type { RefreshEngineOptions } from './engine-options.ts'
import type { Loaded } from './load.ts'
import { UnusableTokenError } from '../../errors/principal-errors.ts'
import { RenewalError } from '../../errors/renewal-error.ts'
import type { ServiceClock } from './service-clock.ts'
import { lifetimeOf, type Lifetime, type Snapshot } from './snapshot.ts'

/** A snapshot and how long it serves. */
export interface Current<S extends Snapshot> {
  readonly snapshot: S
  readonly lifetime: Lifetime
}

/** A snapshot that is good, with the clock that it was judged by. */
export interface Judged<S extends Snapshot> extends Current<S> {
  readonly clock: ServiceClock
}

type JudgeOptions<S extends Snapshot> = Pick<RefreshEngineOptions<S>, 'lifetime' | 'random'>

/** The farthest time that a `Date` can hold. */
const LAST_DATE_MS = 8.64e15

/**
 * @param clock - as it was before this answer
 * @throws {@link RenewalError} `no-credential` when it cannot sign, `invalid-times` when a time is none
 * @throws {@link UnusableTokenError} `expired` when it is over as it comes
 */
export function judgeLoaded<S extends Snapshot>(
  loaded: Loaded<S>,
  clock: ServiceClock,
  { lifetime: measure = lifetimeOf, random = Math.random }: JudgeOptions<S>,
): Judged<S> {
  const { snapshot, serverTimeMs } = checkShape(loaded)
  const synced = clock.sync(serverTimeMs)
  const lifetime = withinToken(measure(snapshot, random()), snapshot)
  if (synced.now() >= lifetime.hardAt) throw new UnusableTokenError('expired')
  if (snapshot.expiresAt < snapshot.issuedAt) throw new RenewalError('invalid-times')
  return { snapshot, lifetime, clock: synced }
}

/** The types promise it, but not everybody who writes a load has them. */
function checkShape<S extends Snapshot>(loaded: Loaded<S> | null | undefined): Loaded<S> {
  const snapshot: Partial<Snapshot> | null | undefined = loaded?.snapshot
  const { credential, issuedAt, expiresAt } = snapshot ?? {}
  if (!loaded || typeof credential?.keyId !== 'string' || typeof credential.key?.sign !== 'function')
    throw new RenewalError('no-credential')
  if (!isDate(issuedAt) || !isDate(expiresAt)) throw new RenewalError('invalid-times')
  return loaded
}

/** A lifetime never goes beyond the end of its token. */
function withinToken({ softAt, urgentAt, hardAt }: Lifetime, { expiresAt }: Snapshot): Lifetime {
  const lifetime = { softAt, urgentAt, hardAt: Math.min(hardAt, expiresAt) }
  if (!isTime(softAt) || !isTime(lifetime.hardAt)) throw new RenewalError('invalid-times')
  return lifetime
}

const isDate = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= LAST_DATE_MS

/** `Infinity` is one: never. */
const isTime = (value: number): boolean => value <= Infinity
