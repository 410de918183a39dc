// The signer of a pod of an OKE cluster.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import type { PrincipalSigner } from '@x/signer/principal'
import { signerOf } from '../principal/principal.ts'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { OKE_OPTIONS, okePrincipal, type OkeWorkloadOptions } from './principal.ts'

/** Options of {@link getOkeWorkloadIdentitySigner}. @public */
export interface OkeWorkloadSignerOptions extends OkeWorkloadOptions, Omit<SignerOptions, 'now'> {}

const OPTIONS: OptionNames<OkeWorkloadSignerOptions> = { ...OKE_OPTIONS, ...SIGNER_OPTIONS }

/**
 * Yields a signer that signs requests as the pod of an OKE cluster that the program runs in, by its service account. Nothing is read
 * and nobody is asked before the first signature, which exchanges the service-account token for a token of OCI; that is renewed in
 * the background from half of its life on.
 *
 * Its signatures reject with {@link ServiceAccountTokenError} `ERR_SERVICE_ACCOUNT_TOKEN`, {@link ClusterNotEnhancedError}
 * `ERR_CLUSTER_NOT_ENHANCED`, `UnusableTokenError` `ERR_UNUSABLE_TOKEN`, or what `@x/http` says of a call that failed, while there is
 * no token that can be used.
 *
 * @throws {@link CredentialUnavailableError} `ERR_CREDENTIAL_UNAVAILABLE` where `KUBERNETES_SERVICE_HOST` is not set
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a host, a port or a source of the token that cannot be one, or for an unknown option
 * @example
 * ```ts
 * import { getOkeWorkloadIdentitySigner } from '@x/auth-federation'
 * import { createSignedFetch } from '@x/fetch'
 * const signer = await getOkeWorkloadIdentitySigner()
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * ```
 * @see docs/sources.md#oke-workload-identity
 * @public
 */
export async function getOkeWorkloadIdentitySigner(options: OkeWorkloadSignerOptions = {}): Promise<PrincipalSigner> {
  refuseUnknownOptions(options, OPTIONS)
  return signerOf(okePrincipal(options), options)
}
