// All of @x/signer/refresh. Written by `npm run generate`; do not edit.
export {
  type BoundKey,
  type Claims,
  type Lifetime,
  Listeners,
  type LoadContext,
  type Loaded,
  RefreshEngine,
  type RefreshEngineOptions,
  type RefreshEvents,
  RenewalError,
  type RenewalErrorReason,
  type Snapshot,
  bindsKey,
  lifetimeOf,
  parseTokenClaims,
} from '@x/signer/refresh'
