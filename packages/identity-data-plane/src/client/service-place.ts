// Where the service is: an address that was given, or the region's, found out with the first call and kept.
import { abortable, argumentError, type Environment } from '@x/kernel'
import { InvalidConfigError } from '@x/config'
import {
  assertServiceEnabled,
  createRegionResolver,
  endpointFor,
  normalizeEndpoint,
  readDeveloperToolConfiguration,
} from '@x/config/regions'
import type { RequestSigner } from '@x/signer'
import type { DataplaneClientOptions } from './client-options.ts'

/** The service's own: https://docs.oracle.com/iaas/api/#/en/identity-dp/ */
const TEMPLATE = 'https://auth.{region}.{secondLevelDomain}'
/** Its name in developer-tool configurations. */
const ENABLEMENT_KEY = 'identity_data_plane'

type GivenEndpoint = NonNullable<DataplaneClientOptions['serviceEndpoint']>

interface Given {
  readonly options: DataplaneClientOptions
  /** The one in use, which may know its region. */
  readonly signer: RequestSigner
  readonly env: Environment
}

export class ServicePlace {
  readonly #given: Given
  #endpoint: GivenEndpoint | undefined
  #region: string | undefined
  #found: Promise<string> | undefined

  /**
   * @throws InvalidConfigError `ERR_INVALID_CONFIG` when neither an endpoint nor a region can be known
   * @throws InvalidEndpointError `ERR_INVALID_ENDPOINT`, TypeError `ERR_INVALID_ARGUMENT`
   */
  constructor(given: Given) {
    const { serviceEndpoint, region, config } = given.options
    this.#given = given
    if (serviceEndpoint !== undefined) this.#endpoint = checkedEndpoint(serviceEndpoint)
    const named = region ?? config?.region ?? undefined
    if (named !== undefined) this.#region = checkedRegion(named)
    const canFind = this.#endpoint ?? this.#region ?? given.signer.region ?? environmentRegion(given.env)
    if (canFind === undefined) throw regionMissing()
  }

  /** Takes the place of whatever was given before, an endpoint too. */
  setRegion(region: string): void {
    this.#region = checkedRegion(region)
    this.#endpoint = undefined
    this.#found = undefined
  }

  /** Asked by all calls, found once; a failure is not kept. */
  async endpoint({ signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    signal?.throwIfAborted()
    const endpoint = this.#endpoint
    if (typeof endpoint === 'function') {
      const given = await abortable(endpoint({ signal: signal ?? new AbortController().signal }), signal)
      return String(given)
    }
    if (this.#found === undefined) {
      const finding: Promise<string> = this.#find(endpoint).catch((error: unknown) => {
        if (this.#found === finding) this.#found = undefined
        throw error
      })
      this.#found = finding
    }
    return abortable(this.#found, signal)
  }

  async #find(endpoint: string | URL | undefined): Promise<string> {
    const { options, signer, env } = this.#given
    const sources = { env, ...options.regionSources }
    const developerTool = await readDeveloperToolConfiguration(sources)
    assertServiceEnabled(developerTool, ENABLEMENT_KEY)
    if (endpoint !== undefined) return String(endpoint)
    const region = this.#region ?? (await signer.region?.()) ?? environmentRegion(env)
    if (region === undefined) throw regionMissing()
    const resolve = createRegionResolver({ ...sources, developerTool: developerTool ?? false })
    return endpointFor(options.endpointTemplate ?? TEMPLATE, await resolve(region), {
      realmTemplates: options.realmSpecificEndpointTemplates,
      realmSpecificEndpointTemplateEnabled: options.realmSpecificEndpointTemplateEnabled,
      dualStackEndpointsEnabled: options.dualStackEndpointsEnabled,
      env,
    })
  }
}

const environmentRegion = (env: Environment): string | undefined => env['OCI_REGION']?.trim() || undefined

function checkedEndpoint(endpoint: GivenEndpoint): GivenEndpoint {
  if (typeof endpoint !== 'function') normalizeEndpoint(String(endpoint).replace(/\/+$/, ''))
  return endpoint
}

function checkedRegion(region: string): string {
  if (typeof region === 'string' && region.trim() !== '') return region
  throw argumentError('The region is empty. Pass an identifier or a code, e.g. "us-phoenix-1" or "phx".')
}

const regionMissing = (): InvalidConfigError =>
  new InvalidConfigError([
    {
      field: 'region',
      kind: 'missing',
      message: 'neither an endpoint nor a region is known. Pass region or serviceEndpoint, or set OCI_REGION',
    },
  ])
