// A public key that WebCrypto holds.
import { RSA } from './crypto-key.ts'
import type { PublicKey } from './public-key.ts'

const bytes = (view: Uint8Array): Uint8Array<ArrayBuffer> => view as Uint8Array<ArrayBuffer>

export const webPublicKey = (key: CryptoKey): PublicKey => ({
  verify: (data, signature) => crypto.subtle.verify(RSA.name, key, bytes(signature), bytes(data)),
})
