// All of @x/signer/verify. Written by `npm run generate`; do not edit.
export {
  type CryptoKeyLike,
  type JsonWebKeyLike,
  type ReceivedRequest,
  type Rejected,
  type RejectionReason,
  type VerificationKey,
  type Verified,
  type VerifiedPrincipal,
  type VerifyOptions,
  verifyRequest,
} from '@x/signer/verify'
