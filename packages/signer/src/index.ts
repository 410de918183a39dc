// The public surface of @x/signer; every export is listed by hand.
export { parseAuthorization, type AuthorizationParts } from './authorization.ts'
export { createSigner, type SignerOptions } from './create-signer.ts'
export { createCredential, type Credential, type CredentialContext, type CredentialProvider } from './credential.ts'
export {
  BodyTooLargeError,
  FingerprintMismatchError,
  InvalidAuthorizationError,
  InvalidCredentialError,
  InvalidPrivateKeyError,
  InvalidTokenError,
  KeyFileUnreadableError,
  MissingPassphraseError,
  SigningError,
  type InvalidCredentialReason,
  type InvalidPrivateKeyReason,
  type SignerError,
  type SigningErrorKind,
} from './errors.ts'
export { publicKeyFingerprint } from './public-key-fingerprint.ts'
export type { HeaderListOptions } from './header-lists.ts'
export { isSignerError } from './is-signer-error.ts'
export type { PrivateKey } from './key/private-key.ts'
export { loadPrivateKey, loadPrivateKeyFromFile } from './load-private-key.ts'
export { presign, type PresignOptions } from './presign.ts'
export type { CryptoKeyLike, ExportableKey, KeyObjectLike, PrivateKeyInput } from './private-key-input.ts'
export type {
  FetchBody,
  HeadersLike,
  RequestBody,
  RequestSigner,
  SignableRequest,
  SignedRequest,
  SignOptions,
} from './request.ts'
export { SecurityTokenSigner, type SecurityTokenOptions } from './security-token-signer.ts'
export type { ResponseLike, SendSignedOptions, SiteClocks } from './send-options.ts'
export { sendSigned } from './send-signed.ts'
export { Signer, type ApiKeyOptions, type SignerConfig } from './signer.ts'
export { signingString } from './signing-string.ts'
export type { SigningKey } from './signing-key.ts'
