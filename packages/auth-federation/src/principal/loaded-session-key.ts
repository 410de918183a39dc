// A key that was loaded and not made for one token, in the shape that a token's key has.
import type { PrivateKey } from '@x/signer'
import type { SessionKey } from '@x/signer/principal'

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export async function sessionKeyOf(privateKey: PrivateKey): Promise<SessionKey> {
  const publicKey = privateKey.publicKey()
  const key = await crypto.subtle.importKey('spki', Uint8Array.from(publicKey), ALGORITHM, true, ['verify'])
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', key)
  return { privateKey, publicKey, jwk: { n, e } }
}
