// What to do about each reason: a sentence for the author of the client, beside the sentence of the cause in reasons.ts.
import type { RefusalReason, RejectionReason } from './reasons.ts'

const SIGNATURE_REMEDIES: Readonly<Record<RefusalReason, string>> = {
  'no-authorization': 'Have the request signed before it is sent; look whether the signer is attached to this client.',
  'duplicate-authorization': 'Sign once only: look for a second signer, or for a proxy that adds a header of its own.',
  'unsupported-scheme': 'Write `Signature version="1",keyId="…",algorithm="rsa-sha256",headers="…",signature="…"`.',
  'malformed-authorization': 'Separate the parameters by commas, and put each value in double quotes.',
  'duplicate-parameter': 'Write each parameter once.',
  'missing-parameter': 'Write all of keyId, algorithm, headers and signature.',
  'unsupported-version': 'Write `version="1"`.',
  'unsupported-algorithm': 'Sign with RSA PKCS #1 v1.5 and SHA-256, and write `algorithm="rsa-sha256"`.',
  'malformed-signature':
    'Encode the bytes of the signature as base64, with its padding, and neither as base64url nor as hex.',
  'malformed-header-list': 'List the signed headers in lower case, each once, with one space between two of them.',
  'duplicate-header': 'Send this header once: look what sets it beside the client.',
  'missing-signed-header':
    'Sign date (or x-date), (request-target) and host; with a body also content-length, content-type and x-content-sha256; x-date and opc-obo-token whenever they are sent.',
  'header-not-sent':
    'Send the header with the value that was signed; browsers and some libraries drop headers they set themselves.',
  'malformed-date': 'Write the date as `toUTCString()` does, in GMT.',
  'clock-skew': 'Set the clock of the machine, or sign with the time that the Date header of this answer tells.',
  'malformed-key-id': 'Write tenancy OCID, user OCID and fingerprint with slashes between them, or ST$ and the token.',
  'unknown-key':
    'Look whether tenancy, user and fingerprint are those of the key; register it with `addApiKey(pem, user)`.',
  'malformed-token': 'Write the whole token behind ST$, without quotes, blanks or line ends; read its file again.',
  'token-foreign': 'Get the token from this service: this one is from another region, tenancy or emulator.',
  'token-altered': 'Get a new token: this one was changed or cut off after it was issued.',
  'token-not-yet-valid': 'Compare the clocks: the token was issued in the future of the service.',
  'token-expired': 'Renew the token before it ends; on a 401 get a new one, once, and send the request again.',
  'token-revoked': 'Get a new token; of a session that was ended, log in again.',
  'token-scoped': 'Give this token to the resource that it is for, and sign requests with an API key or a session.',
  'malformed-certificate-key-id':
    'Write the OCID of the tenancy, `fed-x509-sha256`, and the fingerprint of the certificate in hex with colons.',
  'certificate-fingerprint-mismatch':
    'Take key id, certificate and key from one reading of the metadata, not from two.',
  'certificate-untrusted':
    'Send the intermediate certificates of the metadata service, in the region that they are of.',
  'certificate-not-yet-valid': 'Compare the clocks: the certificate begins in the future of the service.',
  'certificate-expired': 'Read the certificate from the metadata service again: it is renewed several times a day.',
  'certificate-revoked': 'Read certificate and key from the metadata service again: these were replaced.',
  'certificate-not-of-instance': 'Send the certificate that the metadata service gives to the instance.',
  'tenancy-mismatch':
    'Read the tenancy out of the subject of the certificate, where it stands as opc-tenant or opc-identity.',
  'content-length-mismatch': 'Count the bytes that are sent, not characters, and after the body was written as JSON.',
  'body-hash-mismatch':
    'Hash the very bytes that are sent: sign after the body was written as JSON, compressed or encoded.',
  'wrong-key': 'Replace key and key id together: a key was read before a rotation, and the rest after it.',
  'signature-mismatch': 'Sign the line as it was received: compare the two columns at the marked place.',
}

const KEY_IN_DER = 'Export the public key as SPKI in DER, and encode that as base64.'
const KEY_IN_PEM = 'Export the public key as SPKI in PEM, with its first and last line.'
const LARGER_KEY = 'Make an RSA key of 2048 bits or more.'

const FEDERATION_REMEDIES = {
  'malformed-body': 'Send a JSON object, and say so in the content-type.',
  'malformed-certificate': 'Send the lines between BEGIN and END of the PEM file, without line ends.',
  'malformed-intermediate':
    'Send a list, with an element for each certificate of intermediate.pem, as base64 of its DER.',
  'malformed-public-key': KEY_IN_DER,
  'weak-public-key': LARGER_KEY,
  'unknown-fingerprint-algorithm': 'Write "SHA256", or leave the member out and name the SHA-1 fingerprint.',
  'malformed-content-type': 'Send the header `content-type: application/json`.',
  'malformed-scope': 'Write `urn:oracle:db::id::*`, or with the OCID of a compartment, or of it and of a database.',
  'malformed-public-key-pem': KEY_IN_PEM,
  'malformed-session-expiration': 'Write a whole number of minutes from 5 to 60.',
  'not-a-user': 'Sign as a user, with an API key or a security token.',
  'unknown-compartment': 'Name the tenancy, or a compartment of it that the caller may see.',
  'missing-current-token': 'Send the token that is to be renewed as text in "currentToken".',
  'malformed-new-public-key': KEY_IN_PEM,
  'weak-new-public-key': LARGER_KEY,
  'foreign-token': 'Sign with the token that is to be renewed, and send that one.',
  'no-session': 'Log in with a browser to get a token that can be renewed.',
  'session-ended': 'Log in again.',
  'malformed-oauth-scope': 'Write the scope as text, e.g. `urn:example:read`.',
  'malformed-target-compartment': 'Write the OCID of a compartment or of the tenancy, or leave the member out.',
  'malformed-session-key': KEY_IN_DER,
  'weak-session-key': LARGER_KEY,
} as const

const LOGIN_REMEDIES = {
  'malformed-login-query': 'Write each parameter of the address once.',
  'unknown-login-client': 'Write `client_id=iaas_console`.',
  'untrusted-redirect-uri': 'Write `http://localhost:8181`, or add the address to `oci.login.redirectUris`.',
  'unsupported-login-action': 'Write `action=login`.',
  'unsupported-response-type': 'Write `response_type=token+id_token`.',
  'unsupported-login-scope': 'Write `scope=openid`.',
  'malformed-nonce': 'Write a random text of up to 255 characters.',
  'malformed-login-key': 'Export the public key as a JSON Web Key, and encode the JSON as base64url.',
  'weak-login-key': LARGER_KEY,
  'unknown-tenancy': 'Write the name `oci.login.tenancyName`, or leave the parameter out.',
  'malformed-login-form': 'Open the login page, and send the form that is on it.',
  'login-page-used': 'Open the login page anew.',
  'wrong-password': 'Give `oci.login.userName` and `oci.login.password`; the command prints both when it starts.',
  'login-denied': 'Open the login page anew, and sign in.',
  'login-wrong-method': 'Open the page with GET, and send its form with POST.',
} as const

const DOMAIN_REMEDIES = {
  'malformed-form': 'Send `application/x-www-form-urlencoded`, with each parameter once.',
  'client-unauthenticated': 'Send `Basic` with `oci.identityDomain.clientId` and `clientSecret`, or sign the request.',
  'unsupported-grant-type': 'Write `urn:ietf:params:oauth:grant-type:token-exchange`.',
  'unsupported-token-type': 'Ask for a UPST, an RPST or an access token, by the names in the cause.',
  'missing-scope': 'Write the scope of the access token.',
  'access-token-unsigned': 'Sign the request as the principal that is to get the token.',
  'missing-subject-token': 'Write the token of the issuer as "subject_token".',
  'unsupported-subject-token-type': 'Write `subject_token_type=jwt`.',
  'missing-resource-type': 'Write the kind of the resource as "res_type".',
  'subject-token-malformed': 'Send the whole JWT, with a claim "sub".',
  'subject-token-foreign': 'Get the token from `oci.identityDomain.issuer`.',
  'subject-token-altered': 'Get a new token: this one was changed or cut off.',
  'subject-token-expired': 'Get a new token just before it is exchanged.',
  'subject-token-not-yet-valid': 'Compare the clocks of the issuer and of the domain.',
  'subject-token-audience': 'Ask the issuer for a token for `oci.identityDomain.audience`.',
  'job-token-unauthorized': 'Send the bearer token that the job has in its environment.',
} as const

const RESOURCE_REMEDIES = {
  'unknown-resource': 'Look whether the OCID of the resource is right, and whether the caller is that resource.',
  'wrong-security-context': 'Send the header "security-context" with the value of the resource, unchanged.',
  'malformed-resource-token': 'Send both tokens as the service of the resource gave them.',
  'resource-token-expired': 'Ask the service of the resource for both tokens again.',
  'resource-token-foreign': 'Send the two tokens of one answer, and sign as the caller that got them.',
  'malformed-resource-key': KEY_IN_DER,
  'weak-resource-key': LARGER_KEY,
  'proxymux-not-found': 'Ask with POST under `/resourcePrincipalSessionTokens`.',
  'no-service-account-token': 'Read the token of the pod from its file, and send it as `Authorization: Bearer …`.',
  'malformed-service-account-token': 'Read the file of the token again, and leave out line ends.',
  'foreign-service-account-token':
    'Send the token of a pod of this cluster; here, `oci.cluster.serviceAccountToken()`.',
  'expired-service-account-token': 'Read the file of the token for each request: Kubernetes renews it.',
  'revoked-service-account-token': 'Read the file of the token again, or start the pod anew.',
  'cluster-not-enhanced': 'Make the cluster an enhanced one; here, `oci.cluster.enhanced = true`.',
  'malformed-pod-key': 'Send the public key as base64 of SPKI in DER.',
  'weak-pod-key': LARGER_KEY,
  'cluster-request-read-only': 'Ask with GET.',
} as const

const METADATA_REMEDIES = {
  'metadata-foreign-host': 'Ask under 127.0.0.1 or localhost, or name the host in `allowedHosts` (`--allow-host`).',
  'metadata-unauthorized': 'Send `Authorization: Bearer Oracle`.',
  'metadata-forwarded': 'Ask directly: take the address of the metadata service out of the proxy (NO_PROXY).',
  'metadata-v1-disabled': 'Ask below `/opc/v2/`, with `Authorization: Bearer Oracle`.',
  'metadata-not-found': 'Look at the path: it begins with `/opc/v2/`, over plain HTTP.',
  'metadata-read-only': 'Ask with GET.',
} as const

const OTHER_REMEDIES = {
  'broken-request': 'Look at what writes the request: its content-length has to be the length of its body in bytes.',
  'other-than-asked': 'Send the request of the case as it stands in the table, byte for byte.',
  'conformance-foreign-host': 'Ask under 127.0.0.1 or localhost, or name the host in `allowedHosts` (`--allow-host`).',
  'conformance-read-only': 'Read with GET; forget the report with DELETE.',
  fault:
    'Nothing is wrong with the request: a rule of this emulator did it. Look how the client takes it, or clear the faults.',
  'too-large': 'Send less at once, or raise `maxBodyBytes`.',
} as const

/** What to do about each reason that a record may have. */
export const REMEDIES = {
  ...SIGNATURE_REMEDIES,
  ...FEDERATION_REMEDIES,
  ...LOGIN_REMEDIES,
  ...DOMAIN_REMEDIES,
  ...RESOURCE_REMEDIES,
  ...METADATA_REMEDIES,
  ...OTHER_REMEDIES,
} as const satisfies Readonly<Record<RefusalReason | RejectionReason | 'fault' | 'too-large', string>>
