// What a signed fetch needs when it, or a fetch over it, is the global one. Loaded when that is first so.
import type { AsyncLocalStorage } from 'node:async_hooks'
import { argumentError } from '@x/kernel'
import { inPlace } from './in-place.ts'
import { membersOf } from './members-of.ts'

/** In the options that a signed fetch hands on: how many of them have had the request. Shared with other copies of this package. */
const ROUNDS: unique symbol = Symbol.for('@x/fetch.rounds') as never

/** A few may stand on one another; more are one that leads back to itself. */
const MOST_ROUNDS = 9

/** The signed fetches that the call at hand is made on behalf of; absent in browsers. */
const owners = createStorage()

function createStorage(): AsyncLocalStorage<readonly object[]> | undefined {
  const { AsyncLocalStorage } = globalThis.process?.getBuiltinModule?.('node:async_hooks') ?? {}
  return AsyncLocalStorage && new AsyncLocalStorage()
}

inPlace.passOn = (owner, fetchBefore, input, init) => {
  const { [ROUNDS]: rounds = 0 } = (init ?? {}) as { readonly [ROUNDS]?: number }
  if (rounds > MOST_ROUNDS) throw leadsBack()
  const isOwn = rounds > 0 || owners?.getStore()?.includes(owner)
  return isOwn
    ? fetchBefore(input, { ...membersOf<RequestInit>(init ?? {}), [ROUNDS]: rounds + 1 } as RequestInit)
    : undefined
}

/**
 * Runs `call` so that whatever it fetches is known to be on behalf of `owner`. Where there is no storage, nothing would tell a call
 * that leads back, so that the global fetch of the moment is not used.
 */
export function callInPlace<T>(
  call: (send: typeof fetch) => Promise<T>,
  owner: object,
  fetchBefore: typeof fetch,
  chosen: typeof fetch | undefined,
): Promise<T> {
  const send = chosen ?? (owners ? globalThis.fetch : fetchBefore)
  const marked = () => call((input, init) => send(input, { ...init, [ROUNDS]: 1 } as RequestInit))
  return owners ? owners.run([...(owners.getStore() ?? []), owner], marked) : marked()
}

function leadsBack(): Error {
  return argumentError(
    'The fetch that createSignedFetch is to send with calls the signed fetch again. Pass the fetch of the runtime as its option fetch.',
  )
}
