// The address of the login page: what OCI's own command line asks for, with the public key of the session that is to be.
import { createPublicKey } from 'node:crypto'

/** The only address that OCI sends a browser back to, as far as is known. */
export const REDIRECT_URI = 'http://localhost:8181'

export interface LoginQuestion {
  /** Of the login service, without a slash at the end. */
  readonly endpoint: string
  readonly publicKeyPem: string
  readonly nonce: string
  readonly tenancyName?: string | undefined
  readonly identityProviderName?: string | undefined
}

/** @see docs/sources.md#browser-login */
export function loginUrl(question: LoginQuestion): string {
  const { endpoint, publicKeyPem, nonce, tenancyName, identityProviderName } = question
  const asked = new URLSearchParams({
    action: 'login',
    client_id: 'iaas_console',
    response_type: 'token id_token',
    nonce,
    scope: 'openid',
    public_key: encodedKey(publicKeyPem),
    redirect_uri: REDIRECT_URI,
    ...(tenancyName !== undefined && { tenant: tenancyName }),
    ...(identityProviderName !== undefined && { provider: identityProviderName }),
  })
  return `${endpoint}/v1/oauth2/authorize?${asked.toString()}`
}

/** A JSON Web Key, compact, and base64url of it without padding. The service asks for `kid`, and does not use it. */
function encodedKey(publicKeyPem: string): string {
  const { n, e } = createPublicKey(publicKeyPem).export({ format: 'jwk' })
  return Buffer.from(JSON.stringify({ kty: 'RSA', n, e, kid: 'Ignored' })).toString('base64url')
}
