// A store on Valkey or Redis, through the client that the program already has: node-redis, ioredis or iovalkey, by shape.
import { argumentError, kindOf } from '@x/kernel'
import type { Store } from './store.ts'

/** What is used of a client of node-redis (the package `redis`), a cluster's as well. @public */
export interface NodeRedisClient {
  /** Never called. It distinguishes a client whose `set` knows these options from one that has other names for them. */
  sendCommand(...given: never[]): Promise<unknown>
  get(key: string): Promise<unknown>
  set(key: string, value: string, options: { readonly NX: true; readonly PX: number }): Promise<unknown>
  eval(script: string, options: { readonly keys: string[]; readonly arguments: string[] }): Promise<unknown>
}

/** What is used of a client of ioredis or iovalkey, a cluster's as well. @public */
export interface IoredisClient {
  /** Distinguishes it from node-redis. */
  call(command: string, ...args: string[]): Promise<unknown>
  get(key: string): Promise<unknown>
  set(key: string, value: string, px: 'PX', ttlMs: number, nx: 'NX'): Promise<unknown>
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>
}

/** Servers before Redis 8.4 and Valkey 8.1 compare in a script only. */
const COMPARE_AND_SET = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[3] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

/**
 * A {@link Store} on the caller's client. It connects nothing and closes nothing: that stays with the caller, and so does the
 * client's listener for `error`. Each operation touches one key, so that a cluster can be used.
 *
 * @param client - of node-redis, ioredis or iovalkey
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is neither
 * @example
 * ```ts
 * import { redisStore, type NodeRedisClient } from '@x/fleet'
 * declare const client: NodeRedisClient // createClient({ url: 'redis://127.0.0.1:6379' }) of the package redis, connected
 *
 * const store = redisStore(client)
 * ```
 * @see docs/sources.md#fleet-store
 * @public
 */
export function redisStore(client: NodeRedisClient | IoredisClient): Store {
  const has = (name: string): boolean => typeof Reflect.get(Object(client), name) === 'function'
  const isClient = ['get', 'set', 'eval'].every(has)
  if (isClient && has('call')) return ioredisStore(client as IoredisClient)
  if (isClient && has('sendCommand')) return nodeRedisStore(client as NodeRedisClient)
  throw argumentError(
    'The client has no get, set and eval, nor call or sendCommand beside them. Pass a client of redis, ioredis or iovalkey.',
  )
}

const nodeRedisStore = (client: NodeRedisClient): Store => ({
  get: async (key) => valueOf(await client.get(key)),
  setIfAbsent: async (key, value, ttlMs) => wasSet(await client.set(key, value, { NX: true, PX: ttlMs })),
  compareAndSet: async (key, current, next, ttlMs) =>
    wasSwapped(await client.eval(COMPARE_AND_SET, { keys: [key], arguments: swap(current, next, ttlMs) })),
})

const ioredisStore = (client: IoredisClient): Store => ({
  get: async (key) => valueOf(await client.get(key)),
  setIfAbsent: async (key, value, ttlMs) => wasSet(await client.set(key, value, 'PX', ttlMs, 'NX')),
  compareAndSet: async (key, current, next, ttlMs) =>
    wasSwapped(await client.eval(COMPARE_AND_SET, 1, key, ...swap(current, next, ttlMs))),
})

const swap = (current: string, next: string | undefined, ttlMs: number): string[] =>
  next === undefined ? [current, '', ''] : [current, next, String(ttlMs)]

function valueOf(answer: unknown): string | undefined {
  if (answer === null) return undefined
  if (typeof answer === 'string') return answer
  throw unusable('GET', answer, 'a string or null')
}

function wasSet(answer: unknown): boolean {
  if (answer === 'OK' || answer === null) return answer === 'OK'
  throw unusable('SET', answer, 'OK or null')
}

/** Clients can be told to yield numbers as texts or as big integers. */
function wasSwapped(answer: unknown): boolean {
  const text = ['number', 'string', 'bigint'].includes(typeof answer) ? String(answer) : ''
  if (text === '1' || text === '0') return text === '1'
  throw unusable('EVAL', answer, '1 or 0')
}

/** Becomes the cause of what the caller is told. */
const unusable = (command: string, answer: unknown, expected: string): Error =>
  new TypeError(
    `The client answered ${command} with ${kindOf(answer)}, where ${expected} was expected. Pass a plain client: none in a MULTI or a pipeline, none of callbacks, none that maps texts to Buffers.`,
  )
