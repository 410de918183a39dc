// A signer over a credential provider: what every principal's signer is made of.
import { abortable } from '@x/kernel'
import type { Credential, CredentialContext, CredentialProvider } from '../credential.ts'
import { DEFAULT_LISTS } from './options/header-lists.ts'
import { explained } from '../errors/explained.ts'
import { signRequest } from './sign-request.ts'
import type { RequestSigner } from '../request.ts'
import { credentialOf } from './signed-request.ts'
import type { SignerOptions } from './options/signer-options.ts'

/**
 * A signer that asks `provider` for its credential before each signature.
 *
 * `refresh(rejected)` hands the provider the credential that was refused, so that it renews only if that one is still current;
 * `refresh()` hands it the last one used, which forces a renewal.
 *
 * The options are checked at the first signature, which rejects with a TypeError `ERR_INVALID_ARGUMENT` for an option that there is
 * not, and for header lists over which the service would refuse every signature; with a SigningError `ERR_SIGNING`, kind
 * `foreign-host`, for a host outside `onlyHosts`.
 *
 * @example
 * ```ts
 * import { createSigner } from '@x/signer'
 * declare const key: { sign(data: Uint8Array): Promise<Uint8Array> } // a KMS, an HSM, an agent
 * const signer = createSigner(async () => ({ keyId: 'ocid1.tenancy.oc1..aaaa/ocid1.user.oc1..bbbb/20:3b:97:13', key }))
 * await signer.sign({ method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions' })
 * ```
 * @public
 */
export function createSigner(
  provider: CredentialProvider,
  options: SignerOptions = {},
): RequestSigner & Required<Pick<RequestSigner, 'refresh'>> {
  const { maxBufferBytes = 104_857_600, now = Date.now, ...others } = options
  // Copied now, since the caller may change the arrays before the first signature.
  const rare = Object.entries(others).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? [...value] : value]],
  )
  let last: Credential | undefined
  const ask = async (context: CredentialContext): Promise<Credential> =>
    // What is no function yields nothing, which the first signature tells.
    (last = await abortable(typeof provider === 'function' ? provider(context) : provider, context.signal))
  return {
    async sign(request, signOptions = {}) {
      const { signal } = signOptions
      signal?.throwIfAborted()
      const lists = rare[0]
        ? await (await import('./options/rare-options.ts')).readRareOptions(Object.fromEntries(rare), request.url)
        : DEFAULT_LISTS
      const credential = await ask({ signal })
      return explained(signRequest(request, credential, { lists, maxBufferBytes, now }, signOptions))
    },
    async refresh(rejected, { signal } = {}) {
      signal?.throwIfAborted()
      await ask({ signal, rejected: credentialOf(rejected) ?? last })
    },
  }
}
