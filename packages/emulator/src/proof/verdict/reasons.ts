// Every reason for a 401, with the sentence that explains it; the one table that code, inspector and README share.

/**
 * Why the emulator refuses a request, and what each reason means; in the order in which it checks.
 *
 * @example
 * ```ts
 * import { REFUSAL_REASONS } from '@x/emulator'
 *
 * console.log(REFUSAL_REASONS['token-expired']) // "The token has expired."
 * ```
 * @see docs/sources.md#request-signing
 */
export const REFUSAL_REASONS = {
  'no-authorization': 'The request has no Authorization header.',
  'duplicate-authorization': 'The request has more than one Authorization header.',
  'unsupported-scheme': 'The Authorization header does not use the scheme "Signature".',
  'malformed-authorization': 'The Authorization header is not a list of name="value" parameters.',
  'duplicate-parameter': 'A parameter of the Authorization header is given twice.',
  'missing-parameter': 'A required parameter of the Authorization header is missing.',
  'unsupported-version': 'The signature version is not "1".',
  'unsupported-algorithm': 'The algorithm is not "rsa-sha256".',
  'malformed-signature': 'The signature is not base64.',
  'malformed-header-list':
    'The list of signed headers is empty, holds something that is no header name, or names a header twice.',
  'duplicate-header': 'A header that may occur once was sent more than once.',
  'missing-signed-header': 'A header that this request must sign is not in the list of signed headers.',
  'header-not-sent': 'A header in the list of signed headers was not sent.',
  'malformed-date': 'The date is not of the form "Fri, 20 Nov 2026 08:00:00 GMT".',
  'clock-skew': 'The date is more than five minutes from the clock of the service.',
  'malformed-key-id': 'The key id is neither of the form tenancy/user/fingerprint nor ST$ and a token.',
  'unknown-key': 'No key is registered under this key id.',
  'malformed-token': 'The key id holds a token that is not a JWT of this service.',
  'token-foreign': 'The token was issued with a key that is not this service’s.',
  'token-altered': 'The signature of the token does not fit its content.',
  'token-not-yet-valid': 'The token is not valid yet.',
  'token-expired': 'The token has expired.',
  'token-revoked': 'The token was revoked.',
  'token-scoped': 'The token opens the resource of its scope; it signs no requests.',
  'malformed-certificate-key-id':
    'The key id is not of the form tenancy/fed-x509/fingerprint or tenancy/fed-x509-sha256/fingerprint.',
  'certificate-fingerprint-mismatch': 'The fingerprint in the key id is not that of the certificate in the body.',
  'certificate-untrusted': 'The certificates in the body do not lead to the root of this region.',
  'certificate-not-yet-valid': 'A certificate in the body is not valid yet.',
  'certificate-expired': 'A certificate in the body has expired.',
  'certificate-revoked': 'The certificate in the body was revoked.',
  'certificate-not-of-instance': 'The certificate in the body does not name an instance and its tenancy.',
  'tenancy-mismatch': 'The tenancy in the key id is not that of the certificate in the body.',
  'content-length-mismatch': 'The content-length header is not the length of the body that was received.',
  'body-hash-mismatch': 'The x-content-sha256 header is not the hash of the body that was received.',
  'wrong-key': 'The signature is right but was made with another key than the key id names.',
  'signature-mismatch': 'The signature does not fit the request as it was received.',
} as const satisfies Record<string, string>

/**
 * A machine-readable reason for a 401; the keys of {@link REFUSAL_REASONS}.
 *
 * @example
 * ```ts
 * import { REFUSAL_REASONS, type RefusalReason } from '@x/emulator'
 *
 * const reason: RefusalReason = 'clock-skew'
 * console.log(REFUSAL_REASONS[reason]) // "The date is more than five minutes from the clock of the service."
 * ```
 */
export type RefusalReason = keyof typeof REFUSAL_REASONS

/**
 * Why the emulator rejects a request for another cause than its signature: a body that a service which gives out tokens cannot use
 * (400), what the caller may not have (403, 404), a request the metadata service does not answer (403, 404, 405), a pod that proxymux
 * gives no token to (401, 403, 404), a client that the identity domain does not know (401), a genuine request that is not the one a case
 * of the conformance suite asks for (400), a login that asks for what there is not (400), a session that is over (401).
 *
 * @example
 * ```ts
 * import { REJECTION_REASONS } from '@x/emulator'
 *
 * console.log(REJECTION_REASONS['malformed-body']) // "The body is not a JSON object."
 * ```
 * @see docs/sources.md#instance-principals
 */
export const REJECTION_REASONS = {
  'malformed-body': 'The body is not a JSON object.',
  'malformed-certificate': 'The member "certificate" is not base64 of one certificate in DER.',
  'malformed-intermediate':
    'The member "intermediateCertificates" is not a short list of base64, each of one certificate in DER.',
  'malformed-public-key': 'The member "publicKey" is not base64 of an RSA public key in DER (SPKI).',
  'weak-public-key': 'The key in "publicKey" has fewer than 2048 bits.',
  'unknown-fingerprint-algorithm': 'The member "fingerprintAlgorithm" is neither absent nor "SHA256".',
  'malformed-content-type': 'The content-type is not application/json.',
  'malformed-scope':
    'The member "scope" is not "urn:oracle:db::id::" and "*", or a compartment, or a compartment, "::" and a database.',
  'malformed-public-key-pem':
    'The member "publicKey" is not an RSA public key in PEM (SPKI, with its first and last line).',
  'malformed-session-expiration': 'The member "sessionExpirationInMinutes" is not a whole number from 5 to 60.',
  'not-a-user': 'Only a user, by an API key or a security token, gets a user security token.',
  'unknown-compartment': 'The compartment in the scope is not there, or not for this caller.',
  'missing-current-token': 'The member "currentToken" is missing, or is no text.',
  'malformed-new-public-key':
    'The member "newPublicKey" is not an RSA public key in PEM (SPKI, with its first and last line).',
  'weak-new-public-key': 'The key in "newPublicKey" has fewer than 2048 bits.',
  'foreign-token': 'The member "currentToken" is not the token that signs the request.',
  'no-session': 'The token that signs the request is of no session that could be renewed.',
  'session-ended': 'The session has ended. No token of it is renewed any more.',
  'malformed-login-query': 'The query of the login page has a parameter twice.',
  'unknown-login-client': 'The "client_id" is not "iaas_console".',
  'untrusted-redirect-uri': 'The "redirect_uri" is none that is registered for the client.',
  'unsupported-login-action': 'The "action" is not "login".',
  'unsupported-response-type': 'The "response_type" is not "token id_token".',
  'unsupported-login-scope': 'The "scope" is not "openid".',
  'malformed-nonce': 'The "nonce" is missing, or has more than 255 characters.',
  'malformed-login-key':
    'The "public_key" is not base64url of the JSON Web Key of an RSA public key: its members "kty", "n" and "e", and no private one.',
  'weak-login-key': 'The key in "public_key" has fewer than 2048 bits.',
  'unknown-tenancy': 'There is no tenancy of the name in "tenant".',
  'malformed-login-form': 'The body is not the form of the login page.',
  'login-page-used': 'The login page was sent before, is older than ten minutes, or was never shown.',
  'wrong-password': 'The user name or the password is wrong.',
  'login-denied': 'The user denied the login.',
  'login-wrong-method': 'The login page is read with GET, and its form is sent with POST.',
  'malformed-oauth-scope': 'The member "scope" is missing, or is no text of visible characters.',
  'malformed-target-compartment': 'The member "target_compartment" is not the OCID of a compartment or tenancy.',
  'malformed-session-key': 'The "public_key" is not base64 of an RSA public key in DER (SPKI).',
  'weak-session-key': 'The key in "public_key" has fewer than 2048 bits.',
  'malformed-form': 'The body is not a form (application/x-www-form-urlencoded) with each parameter once.',
  'client-unauthenticated':
    'The request has neither the client id and secret of the application (Basic) nor an OCI signature.',
  'unsupported-grant-type': 'The "grant_type" is not "urn:ietf:params:oauth:grant-type:token-exchange".',
  'unsupported-token-type':
    'The "requested_token_type" is none of "urn:oci:token-type:oci-upst", "urn:oci:token-type:oci-rpst" and "urn:ietf:params:oauth:token-type:access_token".',
  'missing-scope': 'A request for an access token has no "scope".',
  'access-token-unsigned': 'Only a principal that signs its request gets an access token.',
  'missing-subject-token': 'The form has no "subject_token".',
  'unsupported-subject-token-type': 'The "subject_token_type" is not "jwt".',
  'missing-resource-type': 'A request for an RPST has no "res_type".',
  'subject-token-malformed': 'The subject token is not a JWT with a subject.',
  'subject-token-foreign': 'The subject token is not of the issuer that the domain trusts.',
  'subject-token-altered': 'The signature of the subject token does not fit its content.',
  'subject-token-expired': 'The subject token has expired, or does not say when it does.',
  'subject-token-not-yet-valid': 'The subject token is not valid yet.',
  'subject-token-audience': 'The subject token is for another audience.',
  'job-token-unauthorized': 'The request for the token of a job does not have the bearer token of the job.',
  'unknown-resource': 'The resource is not there, or not for this caller.',
  'wrong-security-context': 'The header "security-context" is missing, or is not that of the resource.',
  'malformed-resource-token':
    'The members "resourcePrincipalToken" and "servicePrincipalSessionToken" are not the two tokens of a resource’s service.',
  'resource-token-expired': 'One of the two tokens of the resource’s service has expired.',
  'resource-token-foreign':
    'The two tokens of the resource’s service were given to another caller, or for two resources.',
  'malformed-resource-key': 'The member "sessionPublicKey" is not base64 of an RSA public key in DER (SPKI).',
  'weak-resource-key': 'The key in "sessionPublicKey" has fewer than 2048 bits.',
  'broken-request':
    'The bytes that arrived are no whole HTTP request: not HTTP, broken chunks, or a body that is shorter or longer than its content-length.',
  'metadata-foreign-host':
    'The Host of the request for metadata is neither a loopback nor a link-local address, nor among "allowedHosts".',
  'metadata-unauthorized': 'The request for metadata has no header "Authorization: Bearer Oracle".',
  'metadata-forwarded': 'The request for metadata was forwarded: it has a header that proxies add.',
  'metadata-v1-disabled': 'Version 1 of the metadata service is switched off.',
  'metadata-not-found': 'There is no metadata under this path.',
  'metadata-read-only': 'Metadata can only be read, with GET or HEAD.',
  'proxymux-not-found': 'Proxymux has nothing under this path and method.',
  'no-service-account-token':
    'The request to proxymux has no header "Authorization: Bearer" with a service-account token.',
  'malformed-service-account-token': 'The service-account token is not a JWT.',
  'foreign-service-account-token': 'The service-account token was not signed with the key of this cluster.',
  'expired-service-account-token': 'The service-account token has expired.',
  'revoked-service-account-token': 'The service-account token was revoked.',
  'cluster-not-enhanced': 'The cluster is not an enhanced one, whose pods alone get tokens.',
  'malformed-pod-key': 'The member "podKey" is not an RSA public key: base64 of DER (SPKI), or PEM.',
  'weak-pod-key': 'The key in "podKey" has fewer than 2048 bits.',
  'cluster-request-read-only': 'A cluster is asked for with GET or HEAD.',
  'other-than-asked': 'The signature is genuine, but the request is not the one that the case of the suite asks for.',
  'conformance-foreign-host':
    'The Host of the request for the cases or the report is neither a loopback nor a link-local address, nor among "allowedHosts".',
  'conformance-read-only': 'The cases are read with GET, the report is read with GET and forgotten with DELETE.',
} as const satisfies Record<string, string>

/**
 * A machine-readable reason for a rejection that no signature is the cause of; the keys of {@link REJECTION_REASONS}.
 *
 * @example
 * ```ts
 * import { REJECTION_REASONS, type RejectionReason } from '@x/emulator'
 *
 * const reason: RejectionReason = 'not-a-user'
 * console.log(REJECTION_REASONS[reason])
 * ```
 */
export type RejectionReason = keyof typeof REJECTION_REASONS
