// The public contract of @x/fleet, written by `npm run generate`: a change here is a change for its users.

import type { Sharing } from '@x/signer/principal'

import type { Seen } from '@x/signer/verify'

export type FleetError = StoreDownError | SharingRefusedError

export type FleetEvent =
  | {
      readonly type: 'asked'
      readonly principal: string
      readonly alone: boolean
    }
  | {
      readonly type: 'shared'
      readonly principal: string
      readonly expiresAt: number
    }
  | {
      readonly type: 'waited'
      readonly principal: string
      readonly waitedMs: number
    }
  | {
      readonly type: 'lost-lease'
      readonly principal: string
    }
  | {
      readonly type: 'store-down'
      readonly error: unknown
    }
  | {
      readonly type: 'foreign-entry'
      readonly principal: string
    }
  | {
      readonly type: 'key-unavailable'
      readonly error: unknown
    }

export type FleetKey = Uint8Array | (() => Uint8Array | Promise<Uint8Array>)

export interface FleetReplayStoreOptions {
  readonly whenDown: 'refuse' | 'accept'
  readonly clockDifferenceMs?: number | undefined
  readonly storeTimeoutMs?: number | undefined
  readonly prefix?: string | undefined
  readonly onEvent?: OnFleetEvent | undefined
}

export interface IoredisClient {
  call(command: string, ...args: string[]): Promise<unknown>
  get(key: string): Promise<unknown>
  set(key: string, value: string, px: 'PX', ttlMs: number, nx: 'NX'): Promise<unknown>
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>
}

export interface MemoryStoreOptions {
  readonly now?: (() => number) | undefined
}

export interface NodeRedisClient {
  sendCommand(...given: never[]): Promise<unknown>
  get(key: string): Promise<unknown>
  set(
    key: string,
    value: string,
    options: {
      readonly NX: true
      readonly PX: number
    },
  ): Promise<unknown>
  eval(
    script: string,
    options: {
      readonly keys: string[]
      readonly arguments: string[]
    },
  ): Promise<unknown>
}

export type OnFleetEvent = (event: FleetEvent) => unknown

export interface PacingOptions extends TurnOptions {
  readonly atOnce?: number | undefined
}

export interface SharedCredentialsOptions extends TurnOptions {
  readonly principal: string
  readonly key: FleetKey
  readonly otherKey?: FleetKey | undefined
}

export declare class SharingRefusedError extends Error {
  readonly name = 'SharingRefusedError'
  readonly code = 'ERR_SHARING_REFUSED'
  readonly reason: SharingRefusedReason
  readonly principal: string
  constructor(reason: SharingRefusedReason, principal: string, message: string)
  toJSON(): object
}

export type SharingRefusedReason = 'principal' | 'user'

export interface Store {
  get(key: string): Promise<string | undefined>
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  compareAndSet(key: string, current: string, next: string | undefined, ttlMs: number): Promise<boolean>
}

export declare class StoreDownError extends Error {
  readonly name = 'StoreDownError'
  readonly code = 'ERR_STORE_DOWN'
  constructor(options?: ErrorOptions)
  toJSON(): object
}

export interface TurnOptions {
  readonly limitMs?: number | undefined
  readonly leaseMs?: number | undefined
  readonly storeTimeoutMs?: number | undefined
  readonly prefix?: string | undefined
  readonly onEvent?: OnFleetEvent | undefined
}

export declare const isFleetError: (error: unknown) => error is FleetError

export declare function memoryStore(options?: MemoryStoreOptions): Store

export declare const pacing: (store: Store, options?: PacingOptions) => Sharing

export declare function redisStore(client: NodeRedisClient | IoredisClient): Store

export declare function replayStore(store: Store, options: FleetReplayStoreOptions): Seen

export declare const sharedCredentials: (store: Store, options: SharedCredentialsOptions) => Sharing
