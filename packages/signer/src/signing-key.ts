// What signs: RSA PKCS#1 v1.5 over SHA-256, wherever the key lives.

/**
 * Anything that makes an RSA PKCS#1 v1.5 signature over the SHA-256 of `data`. A KMS, an HSM or an agent fits here.
 *
 * @example
 * ```ts
 * import { createSigner } from '@x/signer'
 * declare const kms: { sign(data: Uint8Array): Promise<Uint8Array> }
 * const signer = createSigner(async () => ({ keyId: 'ocid1.tenancy.oc1..aaaa/ocid1.user.oc1..bbbb/20:3b:97:13', key: kms }))
 * ```
 * @public
 */
export interface SigningKey {
  sign(data: Uint8Array): Promise<Uint8Array>
}
