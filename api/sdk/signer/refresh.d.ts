// The public contract of @x/sdk/signer/refresh, written by `npm run generate`: a change here is a change for its users.

export {
  BoundKey,
  Claims,
  Lifetime,
  Listeners,
  LoadContext,
  Loaded,
  RefreshEngine,
  RefreshEngineOptions,
  RefreshEvents,
  RenewalError,
  RenewalErrorReason,
  Snapshot,
  bindsKey,
  lifetimeOf,
  parseTokenClaims,
} from '@x/signer/refresh'
