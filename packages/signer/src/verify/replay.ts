// Whether a request came before: what a signature is known by, and a memory of those that came.
import { argumentError, notify, type OptionNames, refuseUnlistedOptions } from '@x/kernel'
import { sha256 } from '#runtime'

/**
 * Remembers a signature: `true` if it was seen before, `false` if it was not, and is from now on until `untilMs` at least (epoch
 * milliseconds), after which the signature is too old to be accepted. Two that ask at once for one id must not both get `false`.
 * `nowMs` is the time by which `verifyRequest` has judged the request: what remembers for so long, and not until then, counts from there.
 *
 * @public
 */
export type Seen = (id: string, untilMs: number, nowMs: number) => boolean | Promise<boolean>

/** @public */
export interface ReplayStoreOptions {
  /** The most ids that are remembered, about 150 bytes each. @defaultValue 100_000 */
  readonly maxEntries?: number | undefined
  /**
   * Told each time an id had to go before its time, because newer ones needed the room: until then (epoch milliseconds) that one
   * request could be repeated.
   */
  readonly onForgotten?: ((untilMs: number) => unknown) | undefined
}

const OPTIONS: OptionNames<ReplayStoreOptions> = { maxEntries: 1, onForgotten: 1 }

/**
 * A memory of the signatures that one process has accepted, for the option `seen` of `verifyRequest`.
 *
 * It holds `maxEntries` at most and forgets nothing before it is full, so that a clock which was wrong for a while loses nothing.
 * Then the oldest goes. With the default window a signature counts for five minutes, or ten where its clock is ahead: 100 000 are
 * enough for 160 requests a second. Several processes need a store that they share.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `maxEntries` is no whole number from 1, or for an unknown option
 * @example
 * ```ts
 * import { memoryReplayStore, verifyRequest, type ResolveKey } from '@x/signer/verify'
 * declare const resolveKey: ResolveKey
 * const seen = memoryReplayStore({ onForgotten: () => console.warn('The replay store is too small.') })
 * const verdict = await verifyRequest({ method: 'GET', url: '/', headers: {} }, resolveKey, { seen })
 * ```
 * @public
 */
export function memoryReplayStore(options: ReplayStoreOptions = {}): (...given: Parameters<Seen>) => boolean {
  refuseUnlistedOptions(options, OPTIONS)
  const { maxEntries = 100_000, onForgotten } = options
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1)
    throw argumentError(
      'The option maxEntries is no whole number from 1. Give as many as requests come in ten minutes.',
    )
  const untilById = new Map<string, number>()
  return (id, untilMs, nowMs) => {
    if (untilById.has(id)) return true
    if (untilById.size >= maxEntries) forgetOldest(untilById, nowMs, onForgotten)
    untilById.set(id, untilMs)
    return false
  }
}

function forgetOldest(
  untilById: Map<string, number>,
  nowMs: number,
  onForgotten: ReplayStoreOptions['onForgotten'],
): void {
  for (const [id, untilMs] of untilById) {
    untilById.delete(id)
    if (untilMs >= nowMs) notify(onForgotten, untilMs)
    return
  }
}

/**
 * What a signature is known by: its bytes alone. A key id can be spelled in more than one way (a fingerprint in capitals, a
 * token with other spare bits at its end) and the `Authorization` header in many; a signature that verifies cannot.
 */
export const signatureId = async (signature: Uint8Array): Promise<string> => sha256(signature)

/** What remembers, if anything, and the time by which a request was judged. */
interface Memory {
  readonly seen: Seen | undefined
  readonly now: number
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` when `seen` yields neither true nor false */
export async function isReplayed({ seen, now }: Memory, signature: Uint8Array, untilMs: number): Promise<boolean> {
  const before: unknown = seen !== undefined && (await seen(await signatureId(signature), untilMs, now))
  if (typeof before === 'boolean') return before
  throw argumentError(
    'The option seen yielded neither true nor false. Yield true for an id that came before, else false.',
  )
}
