// Who signs on this server. Made by the first request, since `next build` loads route handlers, and reads nothing then.
//
// The edge runtime has no files. There, make the signer of @x/signer of variables, and leave the rest as it is:
//   new Signer({ tenancy, user, fingerprint, privateKey: process.env.OCI_PRIVATE_KEY })
import { signerFromConfig } from '@x/auth-federation'
import { loadConfig, type OciConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'

let config: Promise<OciConfig> | undefined
let signedFetch: Promise<typeof fetch> | undefined

const ociConfig = (): Promise<OciConfig> => (config ??= loadConfig())

export const ociFetch = (): Promise<typeof fetch> => (signedFetch ??= openFetch())

async function openFetch(): Promise<typeof fetch> {
  const onlyHosts = [new URL(await ociEndpoint()).origin]
  return createSignedFetch(await signerFromConfig(await ociConfig(), { onlyHosts }))
}

/** Of the identity service; a variable leads to another place, such as an emulator. */
export async function ociEndpoint(): Promise<string> {
  const region = (await ociConfig()).require('region')
  return process.env['OCI_ENDPOINT'] ?? endpointFor('https://identity.{region}.{secondLevelDomain}', region)
}
