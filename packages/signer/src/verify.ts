// The public surface of @x/signer/verify; every export is listed by hand.
export type { VerificationKey } from './verify/verification-key.ts'
export type { ReceivedRequest } from './verify/received-request.ts'
export {
  verifyRequest,
  type Rejected,
  type RejectionReason,
  type Verified,
  type VerifyOptions,
} from './verify/verify-request.ts'
