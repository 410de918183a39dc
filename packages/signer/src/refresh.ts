// What principals are built of: an engine that keeps a token fresh, and a reader of its claims.
// The public surface of @x/signer/refresh; every export is listed by hand.
export { bindsKey } from './refresh/binds-key.ts'
export type { Loaded, LoadContext, RefreshEngineOptions } from './refresh/engine-options.ts'
export { Listeners, type RefreshEvents } from './refresh/listeners.ts'
export { RefreshEngine } from './refresh/refresh-engine.ts'
export { RenewalError, type RenewalErrorReason } from './refresh/renewal-error.ts'
export { lifetimeOf, type Lifetime, type Snapshot } from './refresh/snapshot.ts'
export { parseTokenClaims, type BoundKey, type Claims } from './refresh/token-claims.ts'
