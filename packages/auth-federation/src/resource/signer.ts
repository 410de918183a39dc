// The signer of a function or another resource that OCI gives a principal of its own.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from '@x/signer'
import type { PrincipalSigner } from '@x/signer/principal'
import { signerOf } from '../principal/principal.ts'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import { RESOURCE_OPTIONS, resourcePrincipal, type ResourcePrincipalOptions } from './principal.ts'

/** Options of {@link getResourcePrincipalsSigner}. @public */
export interface ResourcePrincipalsSignerOptions extends ResourcePrincipalOptions, Omit<SignerOptions, 'now'> {}

const OPTIONS: OptionNames<ResourcePrincipalsSignerOptions> = { ...RESOURCE_OPTIONS, ...SIGNER_OPTIONS }

/**
 * The signer of the function, or other resource, that the program runs in. `OCI_RESOURCE_PRINCIPAL_VERSION` says how the resource
 * proves itself: 1.1, 2.1, 2.1.1, 2.1.2, 2.2, or 3.0 for one that acts as what it is a part of. The environment is judged at once,
 * and nothing is read or fetched before the first signature; the token is renewed in the background from then on.
 *
 * @throws {@link CredentialUnavailableError} `ERR_CREDENTIAL_UNAVAILABLE` where no version is set: this is no such resource
 * @throws {@link UnsupportedResourcePrincipalVersionError} `ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION` for a version that is not known
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` with the names of all variables that the version lacks
 * @throws {@link MixedPathAndValueError} `ERR_MIXED_PATH_AND_VALUE` for a key that is a path and a passphrase that is none, or the reverse
 * @throws {@link ResourceInputError} `ERR_RESOURCE_INPUT` for a variable that cannot be used
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option
 * @example
 * ```ts
 * import { getResourcePrincipalsSigner } from '@x/auth-federation'
 * import { createSignedFetch } from '@x/fetch'
 * const signer = await getResourcePrincipalsSigner()
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * ```
 * @see docs/sources.md#resource-principals
 * @public
 */
export async function getResourcePrincipalsSigner(
  options: ResourcePrincipalsSignerOptions = {},
): Promise<PrincipalSigner> {
  refuseUnknownOptions(options, OPTIONS)
  return signerOf(resourcePrincipal(options), options)
}
