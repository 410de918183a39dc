// The public surface of @x/signer; every export is listed by hand.
export { parseAuthorization, type AuthorizationParts } from './signing/authorization.ts'
export { diagnose401 } from './diagnosis/diagnose-401.ts'
export type { DiagnoseOptions, Diagnosis, Finding, FindingCode } from './diagnosis/diagnosis.ts'
export { createSigner } from './signing/create-signer.ts'
export type { SignerOptions } from './signing/options/signer-options.ts'
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
} from './errors/errors.ts'
export { publicKeyFingerprint } from './key/public-key-fingerprint.ts'
export type { HeaderListOptions } from './signing/options/header-lists.ts'
export { isSignerError } from './errors/is-signer-error.ts'
export type { PrivateKey } from './key/private-key.ts'
export { loadPrivateKey, loadPrivateKeyFromFile } from './key/load-private-key.ts'
export { presign, type PresignOptions } from './signing/presign.ts'
export type { CryptoKeyLike, ExportableKey, KeyObjectLike, PrivateKeyInput } from './key/private-key-input.ts'
export type {
  FetchBody,
  HeadersLike,
  RequestBody,
  RequestSigner,
  SignableRequest,
  SignedRequest,
  SignOptions,
} from './request.ts'
export { SecurityTokenSigner, type SecurityTokenOptions } from './signers/security-token-signer.ts'
export type { RefusedRequest, ResponseLike, SendSignedOptions, SiteClocks } from './sending/send-options.ts'
export { sendSigned } from './sending/send-signed.ts'
export { Signer, type ApiKeyOptions, type SignerConfig } from './signers/signer.ts'
export { signingString } from './signing/signing-string.ts'
export type { SigningKey } from './signing-key.ts'
