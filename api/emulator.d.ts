// The public contract of @x/emulator, written by `npm run generate`: a change here is a change for its users.

export interface ClockOptions {
  readonly offsetMs?: number | undefined
  readonly frozenAt?: number | undefined
}

export interface ConformanceCase {
  readonly name: string
  readonly group: string
  readonly why: string
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | null
  readonly stream: boolean
  readonly bodyUnsigned: boolean
  readonly covers: readonly string[]
  readonly demand: 'passes' | 'passes-or-is-not-sent' | 'is-told'
}

export interface ConformanceReport {
  readonly conforms: boolean
  readonly passed: number
  readonly failed: number
  readonly cases: readonly ConformanceResult[]
}

export interface ConformanceResult {
  readonly name: string
  readonly group: string
  readonly demand: 'passes' | 'passes-or-is-not-sent' | 'is-told'
  readonly verdict: 'passed' | 'refused' | 'other-than-asked' | 'not-sent'
  readonly failed: boolean
  readonly attempts: number
  readonly reason?: RefusalReason | undefined
  readonly explanation?: string | undefined
  readonly firstDifference?:
    | {
        readonly header: string
        readonly expected: string
        readonly actual: string
      }
    | undefined
}

export interface DataPlaneOptions {
  readonly userTokenSeconds?: number | undefined
  readonly scopedTokenSeconds?: number | undefined
}

export interface Difference {
  readonly line: number
  readonly header: string
  readonly expected: string
  readonly actual: string
}

export type EmulatedPlace =
  | 'instance'
  | 'resource-1.1'
  | 'resource-2.1'
  | 'resource-2.1.1'
  | 'resource-2.1.2'
  | 'resource-2.2'
  | 'resource-3.0'
  | 'oke'
  | 'token-exchange'
  | 'session'
  | 'user'

export interface Emulator extends EmulatorBase<EmulatedPlace>, ServiceFaces {}

export interface EmulatorClock {
  now(): number
  isFrozen(): boolean
  set(epochMs: number): void
  advance(ms: number): void
  freeze(epochMs?: number): void
  resume(): void
  offset(ms: number): void
}

export interface EmulatorCluster {
  readonly id: string
  enhanced: boolean
  lifetimeSeconds: number
  serviceAccountToken(options?: ServiceAccountOptions): Promise<string>
}

export interface EmulatorConformance {
  cases(): readonly ConformanceCase[]
  report(): ConformanceReport
  reset(): void
}

export interface EmulatorDataPlane {
  userTokenSeconds: number
  scopedTokenSeconds: number
}

export type EmulatorError = EmulatorOptionError | EmulatorStartError | EmulatorNotRunningError

export interface EmulatorFaults {
  add(rule: FaultRule): void
  clear(): void
}

export interface EmulatorFederation {
  lifetimeSeconds: number
  jwk: boolean
}

export interface EmulatorIdentityDomain {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  readonly issuer: string
  readonly audience: string
  lifetimeSeconds: number
  issueSubjectToken(options?: SubjectTokenOptions): Promise<string>
}

export interface EmulatorLogin {
  readonly userName: string
  readonly password: string
  readonly tenancyName: string
  readonly identityProviderName: string
  redirectUris: readonly string[]
  sessionSeconds: number
  jwk: boolean
  errors: 'page' | 'redirect'
}

export declare class EmulatorNotRunningError extends Error {
  readonly name = 'EmulatorNotRunningError'
  readonly code = 'ERR_EMULATOR_NOT_RUNNING'
  constructor(member: string)
  toJSON(): object
}

export interface EmulatorOauth {
  lifetimeSeconds: number
}

export declare class EmulatorOptionError extends TypeError {
  readonly name = 'EmulatorOptionError'
  readonly code = 'ERR_EMULATOR_OPTION'
  readonly option: string
  constructor(option: string, message: string, options?: ErrorOptions)
  toJSON(): object
}

export interface EmulatorOptions extends FrameOptions, TenancyOptions, ServiceOptions {}

export interface EmulatorResourcePrincipals {
  readonly resource: string
  readonly parentResources: readonly string[]
  lifetimeSeconds: number
  parents: number
  lastParentUrl: string | undefined
  renewFiles(): Promise<void>
}

export interface EmulatorSession {
  readonly token: string
  readonly privateKeyPem: string
  readonly keyId: string
  readonly expiresAt: number
}

export interface EmulatorSessions {
  renewal: SessionRenewal
  revoke(token: string): void
}

export declare class EmulatorStartError extends Error {
  readonly name = 'EmulatorStartError'
  readonly code = 'ERR_EMULATOR_START'
  toJSON(): object
}

export type FaultEffect =
  | {
      readonly status: number
      readonly code?: string | undefined
      readonly message?: string | undefined
      readonly headers?: Readonly<Record<string, string>> | undefined
      readonly delayMs?: number | undefined
    }
  | {
      readonly delayMs: number
    }
  | {
      readonly reset: true
      readonly delayMs?: number | undefined
    }
  | {
      readonly truncate: true
      readonly delayMs?: number | undefined
    }
  | {
      readonly token: TokenFault
      readonly delayMs?: number | undefined
    }
  | {
      readonly revoke: true
      readonly delayMs?: number | undefined
    }

export interface FaultRule {
  readonly match?:
    | {
        readonly method?: string | undefined
        readonly path?: string | RegExp | undefined
      }
    | undefined
  readonly times?: number | undefined
  readonly effect: FaultEffect | ((request: FaultTarget) => FaultEffect | undefined)
}

export interface FaultTarget {
  readonly method: string
  readonly path: string
  readonly target: string
}

export interface FederationOptions {
  readonly lifetimeSeconds?: number | undefined
  readonly jwk?: boolean | undefined
}

export interface InstanceCertificates {
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly intermediatePem: string
  readonly rootPem: string
}

export interface IssuerKey {
  readonly kid: string
  readonly kty: 'RSA'
  readonly alg: 'RS256'
  readonly use: 'sig'
  readonly n: string
  readonly e: string
}

export declare const REFUSAL_REASONS: {
  readonly 'no-authorization': 'The request has no Authorization header.'
  readonly 'duplicate-authorization': 'The request has more than one Authorization header.'
  readonly 'unsupported-scheme': 'The Authorization header does not use the scheme "Signature".'
  readonly 'malformed-authorization': 'The Authorization header is not a list of name="value" parameters.'
  readonly 'duplicate-parameter': 'A parameter of the Authorization header is given twice.'
  readonly 'missing-parameter': 'A required parameter of the Authorization header is missing.'
  readonly 'unsupported-version': 'The signature version is not "1".'
  readonly 'unsupported-algorithm': 'The algorithm is not "rsa-sha256".'
  readonly 'malformed-signature': 'The signature is not base64.'
  readonly 'malformed-header-list': 'The list of signed headers is empty, holds something that is no header name, or names a header twice.'
  readonly 'duplicate-header': 'A header that may occur once was sent more than once.'
  readonly 'missing-signed-header': 'A header that this request must sign is not in the list of signed headers.'
  readonly 'header-not-sent': 'A header in the list of signed headers was not sent.'
  readonly 'malformed-date': 'The date is not of the form "Fri, 20 Nov 2026 08:00:00 GMT".'
  readonly 'clock-skew': 'The date is more than five minutes from the clock of the service.'
  readonly 'malformed-key-id': 'The key id is neither of the form tenancy/user/fingerprint nor ST$ and a token.'
  readonly 'unknown-key': 'No key is registered under this key id.'
  readonly 'malformed-token': 'The key id holds a token that is not a JWT of this service.'
  readonly 'token-foreign': 'The token was issued with a key that is not this service’s.'
  readonly 'token-altered': 'The signature of the token does not fit its content.'
  readonly 'token-not-yet-valid': 'The token is not valid yet.'
  readonly 'token-expired': 'The token has expired.'
  readonly 'token-revoked': 'The token was revoked.'
  readonly 'token-scoped': 'The token opens the resource of its scope; it signs no requests.'
  readonly 'malformed-certificate-key-id': 'The key id is not of the form tenancy/fed-x509/fingerprint or tenancy/fed-x509-sha256/fingerprint.'
  readonly 'certificate-fingerprint-mismatch': 'The fingerprint in the key id is not that of the certificate in the body.'
  readonly 'certificate-untrusted': 'The certificates in the body do not lead to the root of this region.'
  readonly 'certificate-not-yet-valid': 'A certificate in the body is not valid yet.'
  readonly 'certificate-expired': 'A certificate in the body has expired.'
  readonly 'certificate-revoked': 'The certificate in the body was revoked.'
  readonly 'certificate-not-of-instance': 'The certificate in the body does not name an instance and its tenancy.'
  readonly 'tenancy-mismatch': 'The tenancy in the key id is not that of the certificate in the body.'
  readonly 'content-length-mismatch': 'The content-length header is not the length of the body that was received.'
  readonly 'body-hash-mismatch': 'The x-content-sha256 header is not the hash of the body that was received.'
  readonly 'wrong-key': 'The signature is right but was made with another key than the key id names.'
  readonly 'signature-mismatch': 'The signature does not fit the request as it was received.'
}

export declare const REJECTION_REASONS: {
  readonly 'malformed-body': 'The body is not a JSON object.'
  readonly 'malformed-certificate': 'The member "certificate" is not base64 of one certificate in DER.'
  readonly 'malformed-intermediate': 'The member "intermediateCertificates" is not a short list of base64, each of one certificate in DER.'
  readonly 'malformed-public-key': 'The member "publicKey" is not base64 of an RSA public key in DER (SPKI).'
  readonly 'weak-public-key': 'The key in "publicKey" has fewer than 2048 bits.'
  readonly 'unknown-fingerprint-algorithm': 'The member "fingerprintAlgorithm" is neither absent nor "SHA256".'
  readonly 'malformed-content-type': 'The content-type is not application/json.'
  readonly 'malformed-scope': 'The member "scope" is not "urn:oracle:db::id::" and "*", or a compartment, or a compartment, "::" and a database.'
  readonly 'malformed-public-key-pem': 'The member "publicKey" is not an RSA public key in PEM (SPKI, with its first and last line).'
  readonly 'malformed-session-expiration': 'The member "sessionExpirationInMinutes" is not a whole number from 5 to 60.'
  readonly 'not-a-user': 'Only a user, by an API key or a security token, gets a user security token.'
  readonly 'unknown-compartment': 'The compartment in the scope is not there, or not for this caller.'
  readonly 'missing-current-token': 'The member "currentToken" is missing, or is no text.'
  readonly 'malformed-new-public-key': 'The member "newPublicKey" is not an RSA public key in PEM (SPKI, with its first and last line).'
  readonly 'weak-new-public-key': 'The key in "newPublicKey" has fewer than 2048 bits.'
  readonly 'foreign-token': 'The member "currentToken" is not the token that signs the request.'
  readonly 'no-session': 'The token that signs the request is of no session that could be renewed.'
  readonly 'session-ended': 'The session has ended. No token of it is renewed any more.'
  readonly 'malformed-login-query': 'The query of the login page has a parameter twice.'
  readonly 'unknown-login-client': 'The "client_id" is not "iaas_console".'
  readonly 'untrusted-redirect-uri': 'The "redirect_uri" is none that is registered for the client.'
  readonly 'unsupported-login-action': 'The "action" is not "login".'
  readonly 'unsupported-response-type': 'The "response_type" is not "token id_token".'
  readonly 'unsupported-login-scope': 'The "scope" is not "openid".'
  readonly 'malformed-nonce': 'The "nonce" is missing, or has more than 255 characters.'
  readonly 'malformed-login-key': 'The "public_key" is not base64url of the JSON Web Key of an RSA public key: its members "kty", "n" and "e", and no private one.'
  readonly 'weak-login-key': 'The key in "public_key" has fewer than 2048 bits.'
  readonly 'unknown-tenancy': 'There is no tenancy of the name in "tenant".'
  readonly 'malformed-login-form': 'The body is not the form of the login page.'
  readonly 'login-page-used': 'The login page was sent before, is older than ten minutes, or was never shown.'
  readonly 'wrong-password': 'The user name or the password is wrong.'
  readonly 'login-denied': 'The user denied the login.'
  readonly 'login-wrong-method': 'The login page is read with GET, and its form is sent with POST.'
  readonly 'malformed-oauth-scope': 'The member "scope" is missing, or is no text of visible characters.'
  readonly 'malformed-target-compartment': 'The member "target_compartment" is not the OCID of a compartment or tenancy.'
  readonly 'malformed-session-key': 'The "public_key" is not base64 of an RSA public key in DER (SPKI).'
  readonly 'weak-session-key': 'The key in "public_key" has fewer than 2048 bits.'
  readonly 'malformed-form': 'The body is not a form (application/x-www-form-urlencoded) with each parameter once.'
  readonly 'client-unauthenticated': 'The request has neither the client id and secret of the application (Basic) nor an OCI signature.'
  readonly 'unsupported-grant-type': 'The "grant_type" is not "urn:ietf:params:oauth:grant-type:token-exchange".'
  readonly 'unsupported-token-type': 'The "requested_token_type" is none of "urn:oci:token-type:oci-upst", "urn:oci:token-type:oci-rpst" and "urn:ietf:params:oauth:token-type:access_token".'
  readonly 'missing-scope': 'A request for an access token has no "scope".'
  readonly 'access-token-unsigned': 'Only a principal that signs its request gets an access token.'
  readonly 'missing-subject-token': 'The form has no "subject_token".'
  readonly 'unsupported-subject-token-type': 'The "subject_token_type" is not "jwt".'
  readonly 'missing-resource-type': 'A request for an RPST has no "res_type".'
  readonly 'subject-token-malformed': 'The subject token is not a JWT with a subject.'
  readonly 'subject-token-foreign': 'The subject token is not of the issuer that the domain trusts.'
  readonly 'subject-token-altered': 'The signature of the subject token does not fit its content.'
  readonly 'subject-token-expired': 'The subject token has expired, or does not say when it does.'
  readonly 'subject-token-not-yet-valid': 'The subject token is not valid yet.'
  readonly 'subject-token-audience': 'The subject token is for another audience.'
  readonly 'job-token-unauthorized': 'The request for the token of a job does not have the bearer token of the job.'
  readonly 'unknown-resource': 'The resource is not there, or not for this caller.'
  readonly 'wrong-security-context': 'The header "security-context" is missing, or is not that of the resource.'
  readonly 'malformed-resource-token': 'The members "resourcePrincipalToken" and "servicePrincipalSessionToken" are not the two tokens of a resource’s service.'
  readonly 'resource-token-expired': 'One of the two tokens of the resource’s service has expired.'
  readonly 'resource-token-foreign': 'The two tokens of the resource’s service were given to another caller, or for two resources.'
  readonly 'malformed-resource-key': 'The member "sessionPublicKey" is not base64 of an RSA public key in DER (SPKI).'
  readonly 'weak-resource-key': 'The key in "sessionPublicKey" has fewer than 2048 bits.'
  readonly 'broken-request': 'The bytes that arrived are no whole HTTP request: not HTTP, broken chunks, or a body that is shorter or longer than its content-length.'
  readonly 'metadata-foreign-host': 'The Host of the request for metadata is neither a loopback nor a link-local address, nor among "allowedHosts".'
  readonly 'metadata-unauthorized': 'The request for metadata has no header "Authorization: Bearer Oracle".'
  readonly 'metadata-forwarded': 'The request for metadata was forwarded: it has a header that proxies add.'
  readonly 'metadata-v1-disabled': 'Version 1 of the metadata service is switched off.'
  readonly 'metadata-not-found': 'There is no metadata under this path.'
  readonly 'metadata-read-only': 'Metadata can only be read, with GET or HEAD.'
  readonly 'proxymux-not-found': 'Proxymux has nothing under this path and method.'
  readonly 'no-service-account-token': 'The request to proxymux has no header "Authorization: Bearer" with a service-account token.'
  readonly 'malformed-service-account-token': 'The service-account token is not a JWT.'
  readonly 'foreign-service-account-token': 'The service-account token was not signed with the key of this cluster.'
  readonly 'expired-service-account-token': 'The service-account token has expired.'
  readonly 'revoked-service-account-token': 'The service-account token was revoked.'
  readonly 'cluster-not-enhanced': 'The cluster is not an enhanced one, whose pods alone get tokens.'
  readonly 'malformed-pod-key': 'The member "podKey" is not an RSA public key: base64 of DER (SPKI), or PEM.'
  readonly 'weak-pod-key': 'The key in "podKey" has fewer than 2048 bits.'
  readonly 'cluster-request-read-only': 'A cluster is asked for with GET or HEAD.'
  readonly 'other-than-asked': 'The signature is genuine, but the request is not the one that the case of the suite asks for.'
  readonly 'conformance-foreign-host': 'The Host of the request for the cases or the report is neither a loopback nor a link-local address, nor among "allowedHosts".'
  readonly 'conformance-read-only': 'The cases are read with GET, the report is read with GET and forgotten with DELETE.'
}

export interface RecordedRequest {
  readonly number: number
  readonly at: number
  readonly realAt: number
  readonly durationMs: number
  readonly method: string
  readonly path: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly bodyBytes: number
  readonly verdict: Verdict
  readonly reason: RefusalReason | RejectionReason | 'fault' | 'too-large' | undefined
  readonly explanation: string | undefined
  readonly remedy: string | undefined
  readonly signingString: string | undefined
  readonly signedString: string | undefined
  readonly difference: Difference | undefined
  readonly keyId: string | undefined
  readonly user: string | undefined
  readonly caller:
    | {
        readonly kind: 'api-key' | 'session' | 'instance' | 'resource' | 'workload'
        readonly tenancy: string
        readonly user: string
      }
    | undefined
  readonly claims: Readonly<Record<string, string | number | boolean | null>> | undefined
  readonly status: number
  readonly requestId: string
  readonly fault: FaultEffect | undefined
  readonly letThrough: boolean
  readonly forwarded: boolean
}

export type RefusalReason = keyof typeof REFUSAL_REASONS

export type RejectionReason = keyof typeof REJECTION_REASONS

export type RequestListener = (record: RecordedRequest) => void

export interface ResourcePrincipalOptions {
  readonly lifetimeSeconds?: number | undefined
}

export interface RotationOptions {
  readonly revokeOld?: boolean | undefined
  readonly staleKeyReads?: number | undefined
  readonly staleCertificateReads?: number | undefined
  readonly tenancy?: string | undefined
}

export interface ServiceAccountOptions {
  readonly namespace?: string | undefined
  readonly serviceAccount?: string | undefined
  readonly lifetimeSeconds?: number | undefined
}

export interface SessionOptions {
  readonly user?: string | undefined
  readonly lifetimeSeconds?: number | undefined
  readonly sessionSeconds?: number | undefined
}

export type SessionRenewal = 'normal' | 'unchanged' | 'ended'

export interface SubjectTokenOptions {
  readonly subject?: string | undefined
  readonly audience?: string | undefined
  readonly issuer?: string | undefined
  readonly lifetimeSeconds?: number | undefined
}

export type TestHook = (run: () => Promise<void>) => unknown

export interface TestHooks {
  readonly beforeAll?: TestHook | undefined
  readonly before?: TestHook | undefined
  readonly beforeEach?: TestHook | undefined
  readonly afterAll?: TestHook | undefined
  readonly after?: TestHook | undefined
}

export type TokenFault = 'wrong-key' | 'truncated' | 'missing'

export interface UseEmulatorOptions extends EmulatorOptions {
  readonly environment?: EmulatedPlace | undefined
  readonly variables?: ((oci: Emulator) => Readonly<Record<string, string | undefined>>) | undefined
}

export type Verdict = 'accepted' | 'refused' | 'unsigned' | 'faulted'

export declare function isEmulatorError(error: unknown): error is EmulatorError

export declare function startEmulator(options?: EmulatorOptions): Promise<Emulator>

export declare function useEmulator(hooks: TestHooks, options?: UseEmulatorOptions): Emulator

interface ConformanceFace {
  readonly conformance: EmulatorConformance
}

interface DataPlaneFace {
  readonly dataPlane: EmulatorDataPlane
}

interface DataPlaneServiceOptions {
  readonly dataPlane?: DataPlaneOptions | undefined
}

interface EmulatorBase<Place extends string = string> {
  readonly url: string
  readonly ca: string | undefined
  readonly tenancy: string
  readonly user: string
  readonly compartment: string
  readonly instance: string
  readonly region: string
  readonly apiKey: {
    readonly pem: string
    readonly fingerprint: string
  }
  readonly clock: EmulatorClock
  readonly faults: EmulatorFaults
  readonly requests: readonly RecordedRequest[]
  count(method: string, path: string): number
  addApiKey(
    pem: string,
    user?: string,
  ): {
    readonly fingerprint: string
  }
  createSession(options?: SessionOptions): EmulatorSession
  issuerKeys(): Promise<{
    readonly keys: readonly IssuerKey[]
  }>
  revoke(token: string): void
  configFile(dir: string): Promise<string>
  environment(place: Place, folder?: string): Promise<Record<string, string>>
  reset(): void
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

interface FederationFace {
  readonly federation: EmulatorFederation
}

interface FederationServiceOptions {
  readonly federation?: FederationOptions | undefined
}

interface FrameOptions {
  readonly port?: number | undefined
  readonly host?: string | undefined
  readonly tls?: boolean | undefined
  readonly cors?: boolean | undefined
  readonly clock?: ClockOptions | undefined
  readonly faults?: readonly FaultRule[] | undefined
  readonly allowedHosts?: readonly string[] | undefined
  readonly maxRecordedRequests?: number | undefined
  readonly onRequest?: RequestListener | undefined
  readonly soft?: boolean | undefined
  readonly upstream?: string | undefined
  readonly maxBodyBytes?: number | undefined
}

interface IdentityDomainFace {
  readonly identityDomain: EmulatorIdentityDomain
}

interface LoginFace {
  readonly login: EmulatorLogin
}

interface MetadataFace {
  readonly metadataUrl: string
  certificates(): Promise<InstanceCertificates>
  rotateCertificates(options?: RotationOptions): Promise<void>
}

interface MetadataOptions {
  readonly metadataV1?: boolean | undefined
}

interface OauthFace {
  readonly oauth: EmulatorOauth
}

interface ObjectStorageOptions {
  readonly maxStoredBytes?: number | undefined
}

interface ProxymuxFace {
  readonly cluster: EmulatorCluster
}

interface ProxymuxOptions {
  readonly proxymuxPort?: number | undefined
}

interface ResourceFace {
  readonly resourcePrincipals: EmulatorResourcePrincipals
}

interface ResourceServiceOptions {
  readonly resourcePrincipals?: ResourcePrincipalOptions | undefined
}

interface ServiceFaces
  extends
    MetadataFace,
    FederationFace,
    OauthFace,
    IdentityDomainFace,
    LoginFace,
    SessionsFace,
    DataPlaneFace,
    ResourceFace,
    ProxymuxFace,
    ConformanceFace {}

interface ServiceOptions
  extends
    MetadataOptions,
    FederationServiceOptions,
    DataPlaneServiceOptions,
    ResourceServiceOptions,
    ObjectStorageOptions,
    ProxymuxOptions {}

interface SessionsFace {
  readonly sessions: EmulatorSessions
}

interface TenancyOptions {
  readonly tenancy?: string | undefined
  readonly user?: string | undefined
  readonly apiKey?:
    | {
        readonly pem: string
      }
    | undefined
  readonly keys?: 'new' | 'kept' | undefined
  readonly region?: string | undefined
  readonly multiValuedSubject?: boolean | undefined
}
