// The public surface of @x/fleet; every export is listed by hand.
export { sharedCredentials, type SharedCredentialsOptions } from './credentials/shared-credentials.ts'
export type { FleetKey } from './credentials/sealing-keys.ts'
export {
  isFleetError,
  SharingRefusedError,
  StoreDownError,
  type FleetError,
  type SharingRefusedReason,
} from './errors.ts'
export type { FleetEvent, OnFleetEvent } from './events.ts'
export { pacing, type PacingOptions } from './pacing.ts'
export { replayStore, type FleetReplayStoreOptions } from './replay/replay-store.ts'
export { memoryStore, type MemoryStoreOptions } from './store/memory-store.ts'
export { redisStore, type IoredisClient, type NodeRedisClient } from './store/redis-store.ts'
export type { Store } from './store/store.ts'
export type { TurnOptions } from './turn/turn-options.ts'
