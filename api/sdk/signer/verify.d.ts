// The public contract of @x/sdk/signer/verify, written by `npm run generate`: a change here is a change for its users.

export {
  CryptoKeyLike,
  JsonWebKeyLike,
  ReceivedRequest,
  Rejected,
  RejectionReason,
  VerificationKey,
  Verified,
  VerifiedPrincipal,
  VerifyOptions,
  verifyRequest,
} from '@x/signer/verify'
