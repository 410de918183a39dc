import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { loginUrl } from './login-url.ts'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }) as string
const question = { endpoint: 'https://login.us-phoenix-1.oraclecloud.com', publicKeyPem, nonce: 'n-1' }

test('the address asks for what OCI’s command line asks for, in its order', () => {
  const url = loginUrl({ ...question, tenancyName: 'my tenancy', identityProviderName: 'a&b' })
  expect(url.replace(/public_key=[\w-]+/, 'public_key=KEY')).toBe(
    'https://login.us-phoenix-1.oraclecloud.com/v1/oauth2/authorize?action=login&client_id=iaas_console' +
      '&response_type=token+id_token&nonce=n-1&scope=openid&public_key=KEY&redirect_uri=http%3A%2F%2Flocalhost%3A8181' +
      '&tenant=my+tenancy&provider=a%26b',
  )
})

test('names that nobody gave are left out', () => {
  const names = [...new URL(loginUrl(question)).searchParams.keys()]
  expect(names.slice(-2)).toEqual(['public_key', 'redirect_uri'])
})

test('the key is a compact JSON Web Key without padding, and nothing of the private one', () => {
  const value = new URL(loginUrl(question)).searchParams.get('public_key') ?? ''
  expect(value).toMatch(/^eyJrdHki[\w-]+$/)
  const text = Buffer.from(value, 'base64url').toString()
  const { n } = publicKey.export({ format: 'jwk' })
  expect(text).toBe(`{"kty":"RSA","n":"${n}","e":"AQAB","kid":"Ignored"}`)
  expect(createPublicKey({ key: JSON.parse(text), format: 'jwk' }).equals(publicKey)).toBe(true)
})
