// The fingerprint of a public key at hand.
import { hex } from './encoding/der.ts'
import { md5 } from './md5.ts'

/** @param spki - SubjectPublicKeyInfo, DER */
export const fingerprintOfSpki = (spki: Uint8Array): string => hex(md5(spki)).replace(/..(?=.)/g, '$&:')
