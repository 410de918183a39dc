// The server's side: tells whether a request that came is genuine, and if not, why.
// The public surface of @x/signer/verify; every export is listed by hand.
export type { CryptoKeyLike } from './key/private-key-input.ts'
export type { AuthorizationFault } from './signing/authorization.ts'
export type { ExportablePublicKey, JsonWebKeyLike, VerificationKey } from './verify/verification-key.ts'
export type { VerifiedPrincipal } from './verify/principal.ts'
export type { ReceivedBody } from './verify/received/body-bytes.ts'
export type { ReceivedRequest } from './verify/received/received-request.ts'
export type { Rejected, RejectionReason, Verified } from './verify/verdict.ts'
export type { VerifyOptions } from './verify/verify-options.ts'
export { verifyRequest } from './verify/verify-request.ts'
