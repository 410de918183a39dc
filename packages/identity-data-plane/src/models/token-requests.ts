// Models of other ways to a token; no operation of the client takes them.
import type { CommonPrincipal } from './tenants-and-users.ts'

/** A bearer token for client credentials; names as in OAuth 2.0. @public */
export interface ClientCredentialsResponse {
  /** Secret. */
  readonly access_token: string
  /** E.g. `Bearer`. */
  readonly token_type: string
  /** Seconds. */
  readonly expires_in: string
}

/** Asks for a token that follows another one. @public */
export interface RefreshRequest {
  /** Secret. */
  readonly currentToken: string
  /** The key of the new token, where it is another. */
  readonly newPublicKey?: string | undefined
}

/** Asks for a token in exchange for a certificate. @public */
export interface X509FederationRequest {
  /** DER in base64. */
  readonly certificate: string
  /** Of the session key, DER (SPKI) in base64. */
  readonly publicKey: string
  /** Each DER in base64. */
  readonly intermediateCertificates?: readonly string[] | undefined
}

/** Asks for the session token of a resource principal. @public */
export interface ResourcePrincipalSessionTokenRequest {
  /** Secret. */
  readonly resourcePrincipalToken: string
  /** Secret. */
  readonly servicePrincipalSessionToken: string
  /** Of the session key, DER (SPKI) in base64. */
  readonly sessionPublicKey: string
}

/** Asks for a token that acts for the caller of a service. @public */
export interface OnBehalfOfRequest {
  /** Of the request that the service got. */
  readonly requestHeaders: Readonly<Record<string, readonly string[]>>
  /** The service that will be called. */
  readonly targetServiceName: string
  /** A token of this kind that the request brought; secret. */
  readonly oboToken?: string | undefined
  /** When the token is to end. */
  readonly expiration?: string | undefined
}

/** A key that is derived from a principal’s own. @public */
export interface DerivedKeyResponse {
  /** Secret. */
  readonly signingKey: string
  /** Whose it is. */
  readonly principal: CommonPrincipal
}

/** A JSON Web Key (RFC 7517) of an RSA public key. @public */
export interface JWK {
  /** Modulus, base64url. */
  readonly n: string
  /** Exponent, base64url. */
  readonly e: string
  /** Its id. */
  readonly kid: string
  /** E.g. `sig`. */
  readonly use: string
  /** E.g. `RS256`. */
  readonly alg: string
  /** `RSA`. */
  readonly kty: string
}
