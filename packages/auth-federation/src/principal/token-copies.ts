// A token with its private key as bytes, and back: what the processes of a fleet hand each other, sealed.
import { base64Of, bytesOfBase64 } from '@x/kernel'
import {
  checkIssuedToken,
  tokenSnapshot,
  type SnapshotCopies,
  type TokenSnapshot,
  UnusableTokenError,
} from '@x/signer/principal'
import { loadedPair, type PortableSessionKeys } from './portable-session-keys.ts'

export const tokenCopies = (keys: PortableSessionKeys): SnapshotCopies<TokenSnapshot> => ({
  userOf: ({ claims }) => claims.texts['sub'],
  pack: ({ token, issuedAt, sessionKey }) => {
    const privateKey = keys.privateKeyOf(sessionKey) ?? new Uint8Array()
    return new TextEncoder().encode(JSON.stringify({ token, issuedAt, privateKey: base64Of(privateKey) }))
  },
  unpack: async (bytes) => {
    const { token, issuedAt, privateKey } = JSON.parse(new TextDecoder().decode(bytes)) as Packed
    const sessionKey = await loadedPair(bytesOfBase64(String(privateKey)) ?? new Uint8Array())
    const usable = checkIssuedToken(token, sessionKey.publicKey)
    // What a service answers with may be bound to nothing; what comes from a store may not.
    if (!usable.claims.jwk) throw new UnusableTokenError('key-mismatch')
    return tokenSnapshot(usable, sessionKey, Number(issuedAt))
  },
})

/** Whatever the bytes hold: each member is checked where it is used. */
interface Packed {
  readonly token?: unknown
  readonly issuedAt?: unknown
  readonly privateKey?: unknown
}
