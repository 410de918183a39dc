// OCI Generative AI, as the libraries beside this file are given it: an address, and a fetch whose signer signs for that host alone.
import { signerFromConfig } from '@x/auth-federation'
import type { OciConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'

const ENDPOINT = 'https://inference.generativeai.{region}.oci.{secondLevelDomain}'

export interface GenerativeAi {
  readonly baseURL: string
  readonly fetch: typeof fetch
  readonly headers: Readonly<Record<string, string>>
}

/**
 * @param config - who signs, and in which region
 * @param compartment - the OCID of the compartment that pays
 * @param baseURL - for another service that speaks as OpenAI's does; by default that of the region
 */
export async function generativeAi(config: OciConfig, compartment: string, baseURL?: string): Promise<GenerativeAi> {
  const address = new URL(baseURL ?? `${endpointFor(ENDPOINT, config.require('region'))}/20231130/actions/v1`)
  // Whatever the library is told to call, and wherever a redirect leads: a signature goes to this host or nowhere.
  const signer = await signerFromConfig(config, { onlyHosts: [address.host] })
  return { baseURL: address.href, fetch: createSignedFetch(signer), headers: { CompartmentId: compartment } }
}
