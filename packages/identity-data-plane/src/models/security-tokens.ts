// What is asked for tokens, and what comes: the models of the two operations.

/** Asks for a token that opens the resources of a scope. @public */
export interface GenerateScopedAccessTokenDetails {
  /** What the token opens, e.g. `urn:oracle:db::id::*` or `urn:oracle:db::id::<compartment OCID>`. */
  readonly scope: string
  /** Public half of the RSA key that the token is to be bound to, PEM (`-----BEGIN PUBLIC KEY-----`). */
  readonly publicKey: string
}

/** Asks for a user security token (UPST). @public */
export interface GenerateUserSecurityTokenDetails {
  /** Public half of the RSA key that will sign with the token, PEM (`-----BEGIN PUBLIC KEY-----`). */
  readonly publicKey: string
  /** How long the session lasts, 5 to 60. @defaultValue 60, in all realms */
  readonly sessionExpirationInMinutes?: number | undefined
}

/** A security token. @public */
export interface SecurityToken {
  /** A JSON Web Token; secret. As a key id it is `ST$` and the token, with the key that it is bound to. */
  readonly token: string
}
