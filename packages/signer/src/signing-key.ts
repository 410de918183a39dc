// What signs: RSA PKCS#1 v1.5 over SHA-256, wherever the key lives.

/**
 * Anything that makes an RSA PKCS#1 v1.5 signature over the SHA-256 of `data`. A KMS, an HSM or an agent fits here.
 *
 * @example
 * ```ts
 * import { createSigner } from '@x/signer'
 * declare const kms: { sign(data: Uint8Array): Promise<Uint8Array> }
 * const signer = createSigner(async () => ({ keyId: 'ocid1.tenancy…/ocid1.user…/20:3b:…', key: kms }))
 * ```
 * @public
 */
export interface SigningKey {
  sign(data: Uint8Array): Promise<Uint8Array>
}
