// What a pod of an OKE cluster is told by its environment and by the caller: where proxymux is, whom to trust, who the pod is.
import { argumentError, processEnvironment, type Environment } from '@x/kernel'
import { CredentialUnavailableError } from '../errors/credential-unavailable-error.ts'
import { regionId } from '../principal/region-id.ts'
import { serviceAccountTokenSource, type ServiceAccountTokenSource, type TokenSource } from './service-account-token.ts'

/** What {@link okeInputs} is made of; every member is optional. */
export interface OkeSources {
  readonly serviceAccountToken?: ServiceAccountTokenSource | undefined
  readonly caFile?: string | undefined
  readonly proxymuxPort?: number | undefined
  readonly region?: string | undefined
  readonly readFile?: ((path: string) => Promise<string>) | undefined
  readonly env?: Environment | undefined
}

/** What is needed to ask for a pod's token. */
export interface OkeInputs {
  /** Where proxymux is, e.g. `https://10.96.0.1:12250`. */
  readonly endpoint: URL
  /** PEM file of the CA of the cluster. */
  readonly caFile: string
  /** Whether somebody named that file: then it has to be there. */
  readonly isCaFileNamed: boolean
  /** The option or variable that names it. */
  readonly caOption: string
  readonly serviceAccountToken: TokenSource
  /** Identifier of the region, where it is said. */
  readonly region: string | undefined
  readonly readFile: ((path: string) => Promise<string>) | undefined
}

const CA_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt'
const CA_VARIABLE = 'OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH'
const PORT = 12_250

/**
 * Looks at options and environment only: no file is read, nobody is asked.
 *
 * @throws {@link CredentialUnavailableError} `ERR_CREDENTIAL_UNAVAILABLE` outside of Kubernetes
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a host, a port or a source of the token that cannot be one
 */
export function okeInputs(sources: OkeSources): OkeInputs {
  const { env = processEnvironment(), readFile } = sources
  const variable = (name: string): string | undefined => env[name]?.trim() || undefined
  const host = variable('KUBERNETES_SERVICE_HOST')
  if (host === undefined)
    throw new CredentialUnavailableError(
      'KUBERNETES_SERVICE_HOST is not set: this is no pod of a cluster. Kubernetes sets it in every pod; take another principal elsewhere.',
    )
  const namedCa = sources.caFile ?? variable(CA_VARIABLE)
  const region = sources.region?.trim() || variable('OCI_RESOURCE_PRINCIPAL_REGION')
  return {
    endpoint: proxymuxAt(host, portOf(sources.proxymuxPort, variable('KUBERNETES_SERVICE_PORT_PROXYMUX'))),
    caFile: namedCa ?? CA_FILE,
    isCaFileNamed: namedCa !== undefined,
    caOption: sources.caFile === undefined && namedCa !== undefined ? CA_VARIABLE : 'caFile',
    serviceAccountToken: serviceAccountTokenSource(sources.serviceAccountToken, variable, readFile),
    region: regionId(region, sources.region?.trim() ? 'region' : 'OCI_RESOURCE_PRINCIPAL_REGION'),
    readFile,
  }
}

function portOf(given: number | undefined, variable: string | undefined): number {
  const [port, name] =
    given === undefined ? [Number(variable ?? PORT), 'KUBERNETES_SERVICE_PORT_PROXYMUX'] : [given, 'proxymuxPort']
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw argumentError(`${name} is no port. Give a number from 1 to 65535, or leave it out: it is ${PORT} in OKE.`)
}

/** A name, or an address with or without the brackets that IPv6 has in a URL: nothing that leads elsewhere. */
const HOST = /^(?:[a-z0-9._-]+|[0-9a-f:.]+|\[[0-9a-f:.]+\])$/i

function proxymuxAt(host: string, port: number): URL {
  const bare = host.replace(/^\[|\]$/g, '')
  const address = `https://${bare.includes(':') ? `[${bare}]` : bare}:${port}`
  if (HOST.test(host) && URL.canParse(address)) return new URL(address)
  throw argumentError(
    'KUBERNETES_SERVICE_HOST is no host. Let Kubernetes set it: an IP address or a name, without a port.',
  )
}
