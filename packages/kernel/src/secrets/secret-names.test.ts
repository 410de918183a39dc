import { describe, expect, test } from 'vitest'
import { isSecretName } from './secret-names.ts'

const SECRET_NAMES = `
  authorization Proxy-Authorization opc-obo-token x-api-key Cookie set-cookie security-context x-token x-token-value
  X--Token x-authorization-more x-key-1 password passphrase pass_phrase access_token refreshToken id-token security_token
  sessionToken delegation_token subject_token serviceAccountToken currentToken oboToken client_secret clientSecret
  private-key privateKeyPem newPublicKey podKey key_content OCI_CLI_KEY_CONTENT rawCredential`
const OTHER_NAMES = `
  tokenization-status private-key-id client-secret-version x-key x-keyring-name tokenType security_token_file
  opc-request-id authorizationType fingerprint key_file x-tokens-left`
const words = (text: string): string[] => text.trim().split(/\s+/)

describe('a name is secret', () => {
  test.each(words(SECRET_NAMES))('%s', (name) => expect(isSecretName(name)).toBe(true))

  test.each(words(OTHER_NAMES))('but not %s', (name) => expect(isSecretName(name)).toBe(false))
})
