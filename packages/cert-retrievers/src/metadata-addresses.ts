// Where the metadata service may be found.
import { argumentError } from './errors.ts'

/** Version 2 refuses what a forwarded request gives away; version 1 answers whoever makes the instance send one. @public */
export type MetadataVersion = 'v2' | 'v1'

export interface AddressSources {
  readonly baseUrl: string | URL | undefined
  readonly apiVersion: MetadataVersion
  readonly env: Readonly<Record<string, string | undefined>>
}

const VARIABLE = 'OCI_METADATA_BASE_URL'

/** The link-local addresses of an instance with IPv4, and of one with IPv6 only. */
const HOSTS = ['http://169.254.169.254', 'http://[fd00:c1::a9fe:a9fe]'] as const

/**
 * Base addresses without a slash at the end, in the order in which they are tried.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an address that cannot be used
 * @see https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/gettingmetadata.htm
 */
export function metadataAddresses({ baseUrl, apiVersion, env }: AddressSources): readonly string[] {
  if (baseUrl !== undefined) return [checkedAddress(String(baseUrl), apiVersion, 'The option baseUrl')]
  const variable = env[VARIABLE]?.trim()
  if (variable) return [checkedAddress(variable, apiVersion, `The variable ${VARIABLE}`)]
  return HOSTS.map((host) => `${host}/opc/${apiVersion}`)
}

function checkedAddress(text: string, apiVersion: MetadataVersion, where: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password)
    throw argumentError(`${where} is no base address. Give one such as http://169.254.169.254/opc/v2.`)
  const address = url.href.replace(/\/+$/, '')
  if (apiVersion !== 'v1' && address.endsWith('/opc/v1'))
    throw argumentError(
      `${where} leads to version 1 of the metadata service. Use /opc/v2, or allow it with apiVersion v1.`,
    )
  return address
}
