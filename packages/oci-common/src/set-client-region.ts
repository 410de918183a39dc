// Gives a client of the SDK the region that its signer belongs to, as its constructor does with an authentication provider.
import { argumentError } from '@x/kernel'
import type { RequestSigner } from '@x/signer'

/** A client of Oracle's SDK, as far as its region goes. @public */
export interface RegionalClient {
  regionId: string
}

/**
 * An identifier, or with dots a domain. A code such as `phx` would become a host that there is not, and anything that is no part of a
 * host name would lead what is signed to another one.
 */
const REGION = /^(?![a-z]{3}$)[\w-]+(?:\.[\w-]+)*$/i

/**
 * Sets `client.regionId` to the region of `signer`, by which the client finds its address, and yields the client.
 *
 * The SDK takes a region that it does not know for one of the commercial realm; it is told of others by `OCI_REGION_METADATA`,
 * `~/.oci/regions-config.json` or `Region.register`.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the signer does not know its region, or only by a code such as `phx`, or by what
 * cannot be a part of a host name
 * @throws whatever the signer's `region` rejects with
 * @example
 * ```ts
 * import { createOciHttpClient, setClientRegion } from '@x/oci-common'
 * import type { RequestSigner } from '@x/signer'
 * import { ObjectStorageClient } from 'oci-objectstorage'
 * declare const signer: RequestSigner
 * const httpClient = createOciHttpClient(signer)
 * const objectStorage = await setClientRegion(new ObjectStorageClient({ httpClient }), signer)
 * ```
 * @see docs/sources.md#oci-common
 * @public
 */
export async function setClientRegion<Client extends RegionalClient>(
  client: Client,
  signer: Pick<RequestSigner, 'region'>,
): Promise<Client> {
  const region = await signer?.region?.()
  if (!region)
    throw argumentError('The signer does not know its region. Set client.regionId or client.endpoint yourself.')
  if (!REGION.test(region))
    throw argumentError("The signer's region is no identifier of one. Give the signer one such as us-phoenix-1.")
  client.regionId = region
  return client
}
