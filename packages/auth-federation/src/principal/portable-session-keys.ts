// Key pairs that may leave the process, for the one kind of credential that a fleet shares. All others cannot be exported.
import { pemOf } from '@x/kernel'
import { loadPrivateKey } from '@x/signer'
import type { SessionKey } from '@x/signer/principal'
import { sessionKeyOf } from './loaded-session-key.ts'
import type { SessionKeySource } from './session-key-supplier.ts'

const RSA_2048 = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
}

export class PortableSessionKeys implements SessionKeySource {
  /** PKCS#8, DER. A pair that nobody uses any more is forgotten. */
  readonly #privateKeys = new WeakMap<SessionKey, Uint8Array>()

  async refresh(): Promise<SessionKey> {
    const { privateKey } = await crypto.subtle.generateKey(RSA_2048, true, ['sign', 'verify'])
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))
    const key = await loadedPair(pkcs8)
    this.#privateKeys.set(key, pkcs8)
    return key
  }

  /** PKCS#8, DER: secret. `undefined` for a pair that was not made here. */
  privateKeyOf(key: SessionKey): Uint8Array | undefined {
    return this.#privateKeys.get(key)
  }
}

/** @throws the errors of `loadPrivateKey` for bytes that are no private key */
export const loadedPair = async (pkcs8: Uint8Array): Promise<SessionKey> =>
  sessionKeyOf(await loadPrivateKey(pemOf('PRIVATE KEY', pkcs8)))
