// Of the errors that signers raise, those that another attempt would meet again.

/** By code: whether another attempt may end otherwise. What is not here, the network's above all, may. */
export const MAY_HELP = {
  ERR_INVALID_ARGUMENT: false,
  // Of @x/signer.
  ERR_BODY_TOO_LARGE: false,
  ERR_FINGERPRINT_MISMATCH: false,
  ERR_INVALID_AUTHORIZATION: false,
  ERR_INVALID_CREDENTIAL: false,
  ERR_INVALID_PRIVATE_KEY: false,
  ERR_INVALID_TOKEN: false,
  ERR_KEY_FILE_UNREADABLE: false,
  ERR_MISSING_PASSPHRASE: false,
  ERR_PRINCIPAL_CLOSED: false,
  ERR_RENEWAL: true,
  ERR_SESSION_ENDED: false,
  // Files that are being written.
  ERR_SESSION_FILES: true,
  ERR_SIGNING: false,
  ERR_UNUSABLE_TOKEN: true,
  // Of @x/auth-federation.
  ERR_CALLER_EVICTED: false,
  ERR_CALLER_TOKEN: false,
  ERR_CLUSTER_NOT_ENHANCED: false,
  ERR_CREDENTIAL_UNAVAILABLE: false,
  ERR_INVALID_DELEGATION_TOKEN: false,
  ERR_MISSING_INPUT: false,
  ERR_MIXED_PATH_AND_VALUE: false,
  ERR_PARENT_ADDRESS: false,
  ERR_PARENT_CYCLE: false,
  ERR_PARENT_DEPTH: false,
  ERR_RESOURCE_INPUT: false,
  ERR_SERVICE_ACCOUNT_TOKEN: true,
  ERR_SUBJECT_TOKEN: true,
  ERR_TENANCY_CHANGED: false,
  ERR_TOKEN_EXPIRED: true,
  ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION: false,
} as const
