// Where the metadata service may be found.
import { argumentError } from '@x/kernel'

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
  if (!url || !/^https?:$/.test(url.protocol) || /[?#]/.test(url.href) || url.username || url.password)
    throw argumentError(`${where} is no base address. Give one such as http://169.254.169.254/opc/v2.`)
  const address = url.href.replace(/\/+$/, '')
  assertVersion(url, apiVersion, where)
  return address
}

/**
 * The address of a question.
 *
 * @param path - below `address`, with or without a slash in front
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the path is none, or leads to version 1 where that is not allowed
 */
export function questionUrl(address: string, path: string, apiVersion: MetadataVersion): string {
  if (typeof path !== 'string') throw argumentError('The path is not a string. Give one such as /instance/id.')
  const url = `${address}${path.startsWith('/') ? '' : '/'}${path}`
  assertVersion(new URL(url), apiVersion, 'The path')
  return url
}

function assertVersion({ pathname }: URL, apiVersion: MetadataVersion, where: string): void {
  if (apiVersion === 'v1' || !`${segmentsOf(pathname).join('/')}/`.includes('/opc/v1/')) return
  throw argumentError(
    `${where} leads to version 1 of the metadata service. Use /opc/v2, or allow it with apiVersion v1.`,
  )
}

/** What a server may make of a path: decoded once or more often, without case, parameters, dots and doubled slashes. */
function segmentsOf(pathname: string): readonly string[] {
  const segments = ['']
  for (const segment of decoded(pathname).toLowerCase().split(/[/\\]/)) {
    const [name = ''] = segment.split(';')
    if (name === '..') segments.splice(Math.max(1, segments.length - 1))
    else if (name !== '' && name !== '.') segments.push(name)
  }
  return segments
}

/** Each turn makes the text shorter, so there is a last one. */
function decoded(text: string): string {
  const once = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return once === text ? text : decoded(once)
}
