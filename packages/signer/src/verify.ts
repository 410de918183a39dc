// The public surface of @x/signer/verify; every export is listed by hand.
export type { CryptoKeyLike } from './private-key-input.ts'
export type { JsonWebKeyLike, VerificationKey } from './verify/verification-key.ts'
export type { ReceivedRequest } from './verify/received-request.ts'
export {
  verifyRequest,
  type Rejected,
  type RejectionReason,
  type Verified,
  type VerifyOptions,
} from './verify/verify-request.ts'
