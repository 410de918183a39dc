// What principals are built of: an engine that keeps a token fresh, and a reader of its claims.
// The public surface of @x/signer/principal; every export is listed by hand.
export { bindsKey } from './principal/token/binds-key.ts'
export type { Loaded, LoadContext, RefreshEngineOptions } from './principal/engine/engine-options.ts'
export { Listeners, type RefreshEvents } from './principal/engine/listeners.ts'
export { RefreshEngine } from './principal/engine/refresh-engine.ts'
export { RenewalError, type RenewalErrorReason } from './errors/renewal-error.ts'
export { lifetimeOf, type Lifetime, type Snapshot } from './principal/engine/snapshot.ts'
export { parseTokenClaims, type BoundKey, type Claims } from './principal/token/token-claims.ts'
