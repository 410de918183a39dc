// What principals are built of: the face of every signer, what keeps its credential, the checks of a token and the key bound to it.
// The public surface of @x/signer/principal; every export is listed by hand.
export type { RefreshEngineOptions } from './principal/engine/engine-options.ts'
export { Listeners, type RefreshEvents } from './principal/engine/listeners.ts'
export type { Loaded, LoadContext } from './principal/engine/load.ts'
export { RefreshEngine } from './principal/engine/refresh-engine.ts'
export {
  joinSharing,
  type SharedLoad,
  type Sharing,
  type SharingMember,
  type SnapshotCopies,
} from './principal/engine/sharing.ts'
export { lifetimeOf, type Lifetime, type Snapshot } from './principal/engine/snapshot.ts'
export { EngineKeeper, type ClaimedSnapshot, type KeptEngine } from './principal/engine-keeper.ts'
export type { Keeper, Standing } from './principal/keeper.ts'
export {
  PrincipalSignerBase,
  type Identity,
  type PrincipalParts,
  type PrincipalSigner,
  type WaitOptions,
} from './principal/principal-signer.ts'
export {
  assertKeySize,
  generateSessionKey,
  type SessionKey,
  type SessionKeySize,
} from './principal/session-key/session-key.ts'
export { bindsKey } from './principal/token/binds-key.ts'
export { parseTokenClaims, type BoundKey, type Claims } from './principal/token/token-claims.ts'
export { tokenSnapshot, type TokenSnapshot } from './principal/token/token-snapshot.ts'
export { checkIssuedToken, checkToken, type UsableToken } from './principal/token/usable-token.ts'
export {
  PrincipalClosedError,
  SessionEndedError,
  SessionFilesError,
  UnusableTokenError,
  type SessionFilesReason,
  type UnusableTokenReason,
} from './errors/principal-errors.ts'
export { RenewalError, type RenewalErrorReason } from './errors/renewal-error.ts'
export { localSigner } from './signers/local-signer.ts'
